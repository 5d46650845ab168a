def aten_nan_to_num(self0: Tensor,
    nan0: Optional[float],
    posinf: Optional[float],
    neginf: Optional[float]) -> Tensor:
  if torch.is_floating_point(self0):
    if torch.eq(ops.prim.dtype(self0), 7):
      limit = 1.7976931348623157e+308
    else:
      _0 = torch.eq(ops.prim.dtype(self0), 5)
      if _0:
        limit0 = 65504.
      else:
        _1 = torch.eq(ops.prim.dtype(self0), 15)
        if _1:
          limit1 = 3.3895313892515355e+38
        else:
          limit1 = 3.4028234663852886e+38
        limit0 = limit1
      limit = limit0
    _2 = torch.isnan(self0)
    if torch.__is__(nan0, None):
      nan1 = 0.
    else:
      nan1 = unchecked_cast(float, nan0)
    x0 = torch.where(_2, nan1, self0)
    _3 = torch.eq(x0, float("inf"))
    if torch.__is__(posinf, None):
      limit2 = limit
    else:
      limit2 = unchecked_cast(float, posinf)
    x1 = torch.where(_3, limit2, x0)
    _4 = torch.eq(x1, torch.neg(float("inf")))
    if torch.__is__(neginf, None):
      neginf0 = torch.neg(limit)
    else:
      neginf0 = unchecked_cast(float, neginf)
    x = torch.where(_4, neginf0, x1)
  else:
    x = torch.clone(self0)
  return x

def aten_rms_norm(input: Tensor,
    normalized_shape: List[int],
    weight: Optional[Tensor],
    eps: Optional[float]) -> Tensor:
  _0 = torch.len(normalized_shape)
  dims = annotate(List[int], [])
  for i in range(_0):
    _1 = torch.sub(i, torch.len(normalized_shape))
    _2 = torch.append(dims, _1)
  if torch.__isnot__(eps, None):
    small = unchecked_cast(float, eps)
  else:
    if torch.eq(ops.prim.dtype(input), 7):
      small0 = 2.2204460492503131e-16
    else:
      small0 = 1.1920928955078125e-07
    small = small0
  if torch.eq(ops.prim.dtype(input), 5):
    _3 = True
  else:
    _3 = torch.eq(ops.prim.dtype(input), 15)
  if _3:
    x = torch.to(input, 6)
  else:
    x = input
  _4 = torch.mean(torch.mul(x, x), dims, True)
  y = torch.mul(x, torch.rsqrt(torch.add(_4, small)))
  if torch.__isnot__(weight, None):
    weight0 = unchecked_cast(Tensor, weight)
    y0 = torch.mul(y, weight0)
  else:
    y0 = y
  return torch.to(y0, ops.prim.dtype(input))

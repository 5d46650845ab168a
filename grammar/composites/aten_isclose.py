def aten_isclose(self0: Tensor,
    other: Tensor,
    rtol: float,
    atol: float,
    equal_nan: bool) -> Tensor:
  if torch.lt(rtol, 0.):
    _2 = torch.format("rtol must be greater than or equal to zero, but got {}", rtol)
    ops.prim.RaiseException(_2, "operator.RuntimeError")
  else:
    pass
  if torch.lt(atol, 0.):
    _3 = torch.format("atol must be greater than or equal to zero, but got {}", atol)
    ops.prim.RaiseException(_3, "operator.RuntimeError")
  else:
    pass
  close = torch.eq(self0, other)
  if equal_nan:
    _0 = torch.logical_and(torch.ne(self0, self0), torch.ne(other, other))
    close0 = torch.logical_or(close, _0)
  else:
    close0 = close
  if torch.ne(rtol, 0.):
    _1 = True
  else:
    _1 = torch.ne(atol, 0.)
  if _1:
    allowed = torch.add(torch.abs(torch.mul(other, rtol)), atol)
    if ops.prim.dtype(self0) == 11 and ops.prim.dtype(other) == 11:
      difference = torch.to(torch.logical_xor(self0, other), 6)
    else:
      difference = torch.abs(torch.sub(self0, other))
    near = torch.logical_and(torch.isfinite(difference), torch.le(difference, allowed))
    close1 = torch.logical_or(close0, near)
  else:
    close1 = close0
  return close1

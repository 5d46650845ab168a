def aten_linalg_vander(given: Tensor,
    N: Optional[int]) -> Tensor:
  x = torch.reshape(given, [1]) if given.dim() == 0 else given
  if given.dim() == 0 and N is None:
    ops.prim.RaiseException("N must be greater than 1.", "operator.RuntimeError")
  if torch.__isnot__(N, None):
    n = unchecked_cast(int, N)
  else:
    n = torch.size(x, -1)
  if torch.le(n, 1):
    _0 = torch.format("N must be greater than 1, but got {}.", n)
    ops.prim.RaiseException(_0, "operator.RuntimeError")
  else:
    pass
  if torch.is_floating_point(x):
    y = x
  else:
    if torch.is_complex(x):
      y = x
    else:
      y = torch.to(x, 4)
  shape = torch.add(torch.size(x), [torch.sub(n, 1)])
  powers = torch.cumprod(torch.expand(torch.unsqueeze(y, -1), shape), -1)
  _1 = torch.add(torch.size(x), [1])
  return torch.cat([torch.ones(_1, dtype=ops.prim.dtype(y)), powers], -1)

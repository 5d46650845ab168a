def aten_unflatten_int(self0: Tensor,
    dim: int,
    sizes: List[int]) -> Tensor:
  if torch.eq(torch.len(sizes), 0):
    ops.prim.RaiseException("unflatten: sizes must be non-empty", "operator.RuntimeError")
  else:
    pass
  n = torch.size(self0, dim)
  if torch.lt(dim, 0):
    d = torch.add(dim, torch.dim(self0))
  else:
    d = dim
  inferred = 0
  product = 1
  for i in range(torch.len(sizes)):
    if torch.eq(sizes[i], -1):
      inferred = torch.add(inferred, 1)
    else:
      product = torch.mul(product, sizes[i])
  if torch.eq(inferred, 0):
    fits = torch.eq(product, n)
  else:
    if torch.gt(product, 0):
      fits = torch.eq(torch.remainder(n, product), 0)
    else:
      fits = torch.eq(n, 0)
  if fits:
    pass
  else:
    _0 = torch.format("unflatten: Provided sizes {} don't multiply up to the size of dim {} ({}) in the input tensor", sizes, d, n)
    ops.prim.RaiseException(_0, "operator.RuntimeError")
  size = torch.size(self0)
  _1 = torch.add(torch.slice(size, None, d), sizes)
  _2 = torch.add(_1, torch.slice(size, torch.add(d, 1)))
  return torch.view(self0, _2)

def aten_glu(self0: Tensor,
    dim: int) -> Tensor:
  if self0.dim() == 0:
    ops.prim.RaiseException("glu does not support 0-dimensional tensors", "operator.RuntimeError")
  n = torch.size(self0, dim)
  if torch.ne(torch.remainder(n, 2), 0):
    if torch.lt(dim, 0):
      dim0 = torch.add(dim, torch.dim(self0))
    else:
      dim0 = dim
    _0 = torch.format("Halving dimension must be even, but dimension {} is size {}", dim0, n)
    ops.prim.RaiseException(_0, "operator.RuntimeError")
  else:
    pass
  half = torch.floordiv(n, 2)
  _1 = torch.narrow(self0, dim, 0, half)
  _2 = torch.sigmoid(torch.narrow(self0, dim, half, half))
  return torch.mul(_1, _2)

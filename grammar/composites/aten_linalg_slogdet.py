def aten_linalg_slogdet(A: Tensor) -> Tuple[Tensor, Tensor]:
  if torch.lt(torch.dim(A), 2):
    ops.prim.RaiseException("linalg.slogdet: The input tensor A must have at least 2 dimensions.", "operator.RuntimeError")
  else:
    pass
  _0 = torch.ne(torch.size(A, -1), torch.size(A, -2))
  if _0:
    _1 = torch.format("linalg.slogdet: A must be batches of square matrices, but they are {} by {} matrices", torch.size(A, -2), torch.size(A, -1))
    ops.prim.RaiseException(_1, "operator.RuntimeError")
  else:
    pass
  lu, pivots, info = torch.linalg_lu_factor_ex(A)
  _2 = torch.arange(1, torch.add(torch.size(A, -1), 1), dtype=3)
  swaps = torch.sum(torch.ne(pivots, _2), [-1])
  diagonal = torch.diagonal(lu, 0, -2, -1)
  _3 = torch.mul(torch.remainder(swaps, 2), 2)
  _4 = torch.to(torch.add(torch.neg(_3), 1), ops.prim.dtype(A))
  sign = torch.mul(_4, torch.prod(torch.sgn(diagonal), -1))
  _5 = torch.sum(torch.log(torch.abs(diagonal)), [-1])
  return (sign, _5)

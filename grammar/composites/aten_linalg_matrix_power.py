def aten_linalg_matrix_power(self0: Tensor,
    n: int) -> Tensor:
  if self0.dim() < 2:
    ops.prim.RaiseException("linalg.matrix_power: The input tensor A must have at least 2 dimensions.", "operator.RuntimeError")
  if torch.size(self0, -1) != torch.size(self0, -2):
    _2 = torch.format("linalg.matrix_power: A must be batches of square matrices, but they are {} by {} matrices", torch.size(self0, -2), torch.size(self0, -1))
    ops.prim.RaiseException(_2, "operator.RuntimeError")
  else:
    pass
  if torch.lt(n, 0):
    x, k = torch.linalg_inv(self0), torch.neg(n)
  else:
    x, k = self0, n
  _3 = torch.eye(torch.size(self0, -1), dtype=ops.prim.dtype(self0))
  total = torch.contiguous(torch.expand(_3, torch.size(self0)))
  total0 = total
  x0 = x
  k0 = k
  _4 = torch.gt(k, 0)
  while _4:
    if torch.eq(torch.remainder(k0, 2), 1):
      total1 = torch.matmul(total0, x0)
    else:
      total1 = total0
    x1 = torch.matmul(x0, x0)
    k1 = torch.floordiv(k0, 2)
    _4, total0, x0, k0 = torch.gt(k1, 0), total1, x1, k1
  return total0

def aten_cholesky_solve(self0: Tensor,
    input2: Tensor,
    upper: bool) -> Tensor:
  if self0.dim() < 2:
    ops.prim.RaiseException("b should have at least 2 dimensions, but has {} dimensions instead".format(self0.dim()), "operator.RuntimeError")
  if input2.dim() < 2:
    ops.prim.RaiseException("u should have at least 2 dimensions, but has {} dimensions instead".format(input2.dim()), "operator.RuntimeError")
  if upper:
    factor = torch.mH(torch.triu(input2))
  else:
    factor = torch.tril(input2)
  y, _0 = torch.linalg_solve_ex(factor, self0)
  x, _1 = torch.linalg_solve_ex(torch.mH(factor), y)
  return x

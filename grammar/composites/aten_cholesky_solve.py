def aten_cholesky_solve(self0: Tensor,
    input2: Tensor,
    upper: bool) -> Tensor:
  if upper:
    factor = torch.mH(torch.triu(input2))
  else:
    factor = torch.tril(input2)
  y, _0 = torch.linalg_solve_ex(factor, self0)
  x, _1 = torch.linalg_solve_ex(torch.mH(factor), y)
  return x

def aten_linalg_solve_triangular(self0: Tensor,
    B: Tensor,
    upper: bool,
    left: bool,
    unitriangular: bool) -> Tensor:
  if upper:
    a = torch.triu(self0)
  else:
    a = torch.tril(self0)
  if unitriangular:
    n = torch.size(self0, -1)
    a1 = torch.where(torch.eye(n, dtype=11), torch.ones_like(a), a)
    a0 = a1
  else:
    a0 = a
  _0, _1 = torch.linalg_solve_ex(a0, B, left=left)
  return _0

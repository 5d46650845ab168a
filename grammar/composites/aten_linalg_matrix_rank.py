def aten_linalg_matrix_rank(self0: Tensor,
    tol: float,
    hermitian: bool) -> Tensor:
  _0, s, _1 = torch.linalg_svd(self0, False)
  return torch.sum(torch.gt(s, tol), [-1])

def aten_linalg_matrix_rank(self0: Tensor,
    tol: float,
    hermitian: bool) -> Tensor:
  return torch.linalg_matrix_rank(self0, atol=tol, rtol=0., hermitian=hermitian)

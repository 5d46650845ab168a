def aten_linalg_matrix_rank_tol_tensor(input: Tensor,
    tol: Tensor,
    hermitian: bool) -> Tensor:
  return torch.linalg_matrix_rank(input, atol=tol, rtol=torch.zeros([], dtype=7), hermitian=hermitian)

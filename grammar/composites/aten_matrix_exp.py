def aten_matrix_exp(self0: Tensor) -> Tensor:
  return torch.linalg_matrix_exp(self0)

def aten_matrix_power(self0: Tensor,
    n: int) -> Tensor:
  return torch.linalg_matrix_power(self0, n)

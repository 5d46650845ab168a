def aten_matrix_H(self0: Tensor) -> Tensor:
  return torch.conj(torch.transpose(self0, 0, 1))

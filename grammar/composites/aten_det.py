def aten_det(self0: Tensor) -> Tensor:
  return torch.linalg_det(self0)

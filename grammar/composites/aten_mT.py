def aten_mT(self0: Tensor) -> Tensor:
  if self0.dim() == 0:
    return self0
  return torch.transpose(self0, -2, -1)

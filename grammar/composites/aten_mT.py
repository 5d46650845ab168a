def aten_mT(self0: Tensor) -> Tensor:
  return torch.transpose(self0, -2, -1)

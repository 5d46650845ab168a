def aten_argwhere(self0: Tensor) -> Tensor:
  return torch.nonzero(self0)

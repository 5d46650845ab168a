def aten_ravel(self0: Tensor) -> Tensor:
  return torch.reshape(self0, [-1])

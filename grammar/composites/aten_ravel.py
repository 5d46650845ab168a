def aten_ravel(self0: Tensor) -> Tensor:
  return torch.contiguous(torch.reshape(self0, [-1]))

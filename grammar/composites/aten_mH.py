def aten_mH(self0: Tensor) -> Tensor:
  return torch.conj(torch.transpose(self0, -2, -1))

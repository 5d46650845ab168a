def aten__conj(self0: Tensor) -> Tensor:
  return torch.conj_physical(self0)

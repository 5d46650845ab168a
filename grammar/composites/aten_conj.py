def aten_conj(self0: Tensor) -> Tensor:
  return torch.conj_physical(self0)

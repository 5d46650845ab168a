def aten_frac(self0: Tensor) -> Tensor:
  return torch.sub(self0, torch.trunc(self0))

def aten_erfc(self0: Tensor) -> Tensor:
  return torch.rsub(torch.erf(self0), 1)

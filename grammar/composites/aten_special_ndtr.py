def aten_special_ndtr(self0: Tensor) -> Tensor:
  return torch.mul(torch.add(torch.erf(torch.mul(self0, 0.70710678118654757)), 1), 0.5)

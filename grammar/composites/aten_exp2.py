def aten_exp2(self0: Tensor) -> Tensor:
  return torch.pow(2, torch.mul(self0, 1.))

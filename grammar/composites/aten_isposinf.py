def aten_isposinf(self0: Tensor) -> Tensor:
  return torch.eq(self0, float("inf"))

def aten_retains_grad(self0: Tensor) -> bool:
  return False

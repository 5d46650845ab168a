def aten_is_neg(self0: Tensor) -> bool:
  return False

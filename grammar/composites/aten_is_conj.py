def aten_is_conj(self0: Tensor) -> bool:
  return False

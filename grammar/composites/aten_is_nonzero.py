def aten_is_nonzero(self0: Tensor) -> bool:
  return bool(self0)

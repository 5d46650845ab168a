def aten_is_leaf(self0: Tensor) -> bool:
  return True

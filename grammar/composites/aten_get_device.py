def aten_get_device(self0: Tensor) -> int:
  return -1

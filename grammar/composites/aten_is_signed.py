def aten_is_signed(self0: Tensor) -> bool:
  return torch.__not__(torch.__contains__([0, 11, 13, 27, 28, 29], ops.prim.dtype(self0)))

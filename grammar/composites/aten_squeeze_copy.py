def aten_squeeze_copy(self0: Tensor) -> Tensor:
  return self0.squeeze().clone(memory_format=0)

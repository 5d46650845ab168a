def aten_alias_copy(self0: Tensor) -> Tensor:
  return self0.clone(memory_format=0)

def aten_t_copy(self0: Tensor) -> Tensor:
  return self0.t().clone(memory_format=0)

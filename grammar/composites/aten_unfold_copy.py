def aten_unfold_copy(self0: Tensor,
    dimension: int,
    size: int,
    step: int) -> Tensor:
  return self0.unfold(dimension, size, step).clone(memory_format=0)

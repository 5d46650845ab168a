def aten_expand_copy(self0: Tensor,
    size: List[int],
    implicit: bool) -> Tensor:
  return self0.expand(size, implicit=implicit).clone(memory_format=0)

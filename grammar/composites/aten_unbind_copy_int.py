def aten_unbind_copy_int(self0: Tensor,
    dim: int) -> List[Tensor]:
  return [part.clone(memory_format=0) for part in self0.unbind(dim)]

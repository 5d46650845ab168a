def aten_as_strided_copy(self0: Tensor,
    size: List[int],
    stride: List[int],
    storage_offset: Optional[int]) -> Tensor:
  return self0.as_strided(size, stride, storage_offset).clone(memory_format=0)

def aten_split_with_sizes_copy(self0: Tensor,
    split_sizes: List[int],
    dim: int) -> List[Tensor]:
  return [part.clone(memory_format=0) for part in self0.split_with_sizes(split_sizes, dim)]

def aten_unsafe_split_with_sizes(self0: Tensor,
    split_sizes: List[int],
    dim: int) -> List[Tensor]:
  return self0.split_with_sizes(split_sizes, dim)

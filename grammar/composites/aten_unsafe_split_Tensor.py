def aten_unsafe_split_Tensor(self0: Tensor,
    split_size: int,
    dim: int) -> List[Tensor]:
  return self0.split(split_size, dim)

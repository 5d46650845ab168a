def aten_diagonal_copy(self0: Tensor,
    offset: int,
    dim1: int,
    dim2: int) -> Tensor:
  return self0.diagonal(offset, dim1, dim2).clone(memory_format=0)

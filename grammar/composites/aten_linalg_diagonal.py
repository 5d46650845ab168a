def aten_linalg_diagonal(A: Tensor,
    offset: int,
    dim1: int,
    dim2: int) -> Tensor:
  return A.diagonal(offset, dim1, dim2)

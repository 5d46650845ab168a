def aten_transpose_copy_int(self0: Tensor,
    dim0: int,
    dim1: int) -> Tensor:
  return self0.transpose(dim0, dim1).clone(memory_format=0)

def aten_squeeze_copy_dim(self0: Tensor,
    dim: int) -> Tensor:
  return self0.squeeze(dim).clone(memory_format=0)

def aten_squeeze_copy_dims(self0: Tensor,
    dim: List[int]) -> Tensor:
  return self0.squeeze(dim).clone(memory_format=0)

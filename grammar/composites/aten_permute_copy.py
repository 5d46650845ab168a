def aten_permute_copy(self0: Tensor,
    dims: List[int]) -> Tensor:
  return self0.permute(dims).clone(memory_format=0)

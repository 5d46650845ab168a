def aten_unsqueeze_copy(self0: Tensor,
    dim: int) -> Tensor:
  return self0.unsqueeze(dim).clone(memory_format=0)

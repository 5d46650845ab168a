def aten_view_copy_dtype(self0: Tensor,
    dtype: int) -> Tensor:
  return torch.view(self0, dtype=dtype).clone(memory_format=0)

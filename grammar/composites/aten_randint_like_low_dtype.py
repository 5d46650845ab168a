def aten_randint_like_low_dtype(self0: Tensor,
    low: int,
    high: int,
    dtype: Optional[int],
    layout: Optional[int],
    device: Optional[Device],
    pin_memory: Optional[bool],
    memory_format: Optional[int]) -> Tensor:
  if torch.__is__(dtype, None):
    kind = ops.prim.dtype(self0)
  else:
    kind = unchecked_cast(int, dtype)
  return torch.random_(torch.empty_like(self0, dtype=kind, memory_format=memory_format), low, high)

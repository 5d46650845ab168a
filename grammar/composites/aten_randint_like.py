def aten_randint_like(self0: Tensor,
    high: int,
    dtype: Optional[int],
    layout: Optional[int],
    device: Optional[Device],
    pin_memory: Optional[bool],
    memory_format: Optional[int]) -> Tensor:
  return torch.randint_like(self0, 0, high, dtype=dtype, memory_format=memory_format)

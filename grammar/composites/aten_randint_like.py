def aten_randint_like(self0: Tensor,
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
  return torch.randint(0, high, torch.size(self0), dtype=kind)

def aten_new_empty_strided(self0: Tensor,
    size: List[int],
    stride: List[int],
    dtype: Optional[int],
    layout: Optional[int],
    device: Optional[Device],
    pin_memory: Optional[bool]) -> Tensor:
  if torch.__is__(dtype, None):
    kind = ops.prim.dtype(self0)
  else:
    kind = unchecked_cast(int, dtype)
  return torch.empty_strided(size, stride, dtype=kind)

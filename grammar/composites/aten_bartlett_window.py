def aten_bartlett_window(window_length: int,
    dtype: Optional[int],
    layout: Optional[int],
    device: Optional[Device],
    pin_memory: Optional[bool]) -> Tensor:
  return torch.bartlett_window(window_length, True, dtype=dtype)

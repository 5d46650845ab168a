def aten_blackman_window(window_length: int,
    dtype: Optional[int],
    layout: Optional[int],
    device: Optional[Device],
    pin_memory: Optional[bool]) -> Tensor:
  return torch.blackman_window(window_length, True, dtype=dtype)

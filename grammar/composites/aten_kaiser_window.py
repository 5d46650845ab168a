def aten_kaiser_window(window_length: int,
    dtype: Optional[int],
    layout: Optional[int],
    device: Optional[Device],
    pin_memory: Optional[bool]) -> Tensor:
  return torch.kaiser_window(window_length, True, 12., dtype=dtype)

def aten_kaiser_window_periodic(window_length: int,
    periodic: bool,
    dtype: Optional[int],
    layout: Optional[int],
    device: Optional[Device],
    pin_memory: Optional[bool]) -> Tensor:
  return torch.kaiser_window(window_length, periodic, 12., dtype=dtype)

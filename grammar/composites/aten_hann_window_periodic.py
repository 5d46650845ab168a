def aten_hann_window_periodic(window_length: int,
    periodic: bool,
    dtype: Optional[int],
    layout: Optional[int],
    device: Optional[Device],
    pin_memory: Optional[bool]) -> Tensor:
  _0 = torch.hamming_window(window_length, periodic, 0.5, 0.5, dtype=dtype)
  return _0

def aten_hann_window(window_length: int,
    dtype: Optional[int],
    layout: Optional[int],
    device: Optional[Device],
    pin_memory: Optional[bool]) -> Tensor:
  _0 = torch.hamming_window(window_length, True, 0.5, 0.5, dtype=dtype)
  return _0

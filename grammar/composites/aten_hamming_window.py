def aten_hamming_window(window_length: int,
    dtype: Optional[int],
    layout: Optional[int],
    device: Optional[Device],
    pin_memory: Optional[bool]) -> Tensor:
  _0 = torch.hamming_window(window_length, True, 0.54000000000000004, 0.46000000000000002, dtype=dtype)
  return _0

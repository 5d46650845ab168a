def aten_hamming_window_periodic(window_length: int,
    periodic: bool,
    dtype: Optional[int],
    layout: Optional[int],
    device: Optional[Device],
    pin_memory: Optional[bool]) -> Tensor:
  _0 = torch.hamming_window(window_length, periodic, 0.54000000000000004, 0.46000000000000002, dtype=dtype)
  return _0

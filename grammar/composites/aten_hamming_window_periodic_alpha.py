def aten_hamming_window_periodic_alpha(window_length: int,
    periodic: bool,
    alpha: float,
    dtype: Optional[int],
    layout: Optional[int],
    device: Optional[Device],
    pin_memory: Optional[bool]) -> Tensor:
  _0 = torch.hamming_window(window_length, periodic, alpha, 0.46000000000000002, dtype=dtype)
  return _0

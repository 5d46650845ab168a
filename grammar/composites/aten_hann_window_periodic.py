def aten_hann_window_periodic(window_length: int,
    periodic: bool,
    dtype: Optional[int],
    layout: Optional[int],
    device: Optional[Device],
    pin_memory: Optional[bool]) -> Tensor:
  return __torch__.window.cosine(window_length, periodic, 0.5, 0.5, dtype, "hann_window")

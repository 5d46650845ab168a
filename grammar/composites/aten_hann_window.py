def aten_hann_window(window_length: int,
    dtype: Optional[int],
    layout: Optional[int],
    device: Optional[Device],
    pin_memory: Optional[bool]) -> Tensor:
  return __torch__.window.cosine(window_length, True, 0.5, 0.5, dtype, "hann_window")

def aten_hamming_window_periodic_alpha_beta(window_length: int,
    periodic: bool,
    alpha: float,
    beta: float,
    dtype: Optional[int],
    layout: Optional[int],
    device: Optional[Device],
    pin_memory: Optional[bool]) -> Tensor:
  return __torch__.window.cosine(window_length, periodic, alpha, beta, dtype, "hamming_window")

def aten_hamming_window_periodic_alpha_beta(window_length: int,
    periodic: bool,
    alpha: float,
    beta: float,
    dtype: Optional[int],
    layout: Optional[int],
    device: Optional[Device],
    pin_memory: Optional[bool]) -> Tensor:
  places = __torch__.window.places(window_length, periodic, dtype, "hamming_window")
  last = float(places.size(0) - 1) if window_length > 1 else 1.
  window = torch.cos(places * (6.2831853071795862 / last)) * -beta + alpha
  return __torch__.window.finished(window, window_length)

def aten_blackman_window_periodic(window_length: int,
    periodic: bool,
    dtype: Optional[int],
    layout: Optional[int],
    device: Optional[Device],
    pin_memory: Optional[bool]) -> Tensor:
  places = __torch__.window.places(window_length, periodic, dtype, "blackman_window")
  last = float(places.size(0) - 1) if window_length > 1 else 1.
  angles = places * (3.1415926535897931 / last)
  window = torch.cos(angles * 4) * 0.080000000000000002 - torch.cos(angles * 2) * 0.5 + 0.41999999999999998
  return __torch__.window.finished(window, window_length)

def aten_bartlett_window_periodic(window_length: int,
    periodic: bool,
    dtype: Optional[int],
    layout: Optional[int],
    device: Optional[Device],
    pin_memory: Optional[bool]) -> Tensor:
  places = __torch__.window.places(window_length, periodic, dtype, "bartlett_window")
  last = float(places.size(0) - 1) if window_length > 1 else 1.
  rising = places * (2. / last)
  half = (places.size(0) - 1) // 2 + 1
  window = torch.cat([rising[:half], 2 - rising[half:]])
  return __torch__.window.finished(window, window_length)

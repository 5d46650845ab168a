def aten_kaiser_window_beta(window_length: int,
    periodic: bool,
    beta: float,
    dtype: Optional[int],
    layout: Optional[int],
    device: Optional[Device],
    pin_memory: Optional[bool]) -> Tensor:
  places = __torch__.window.places(window_length, periodic, dtype, "kaiser_window")
  last = float(places.size(0) - 1) if window_length > 1 else 1.
  x = places * (2. / last) - 1
  window = torch.i0(torch.sqrt(torch.clamp(1 - x * x, 0)) * beta) / torch.i0(torch.full([], beta, dtype=ops.prim.dtype(x)))
  return __torch__.window.finished(window, window_length)

def aten_blackman_window_periodic(window_length: int,
    periodic: bool,
    dtype: Optional[int],
    layout: Optional[int],
    device: Optional[Device],
    pin_memory: Optional[bool]) -> Tensor:
  if torch.__isnot__(dtype, None):
    kind = unchecked_cast(int, dtype)
  else:
    kind = 6
  if torch.lt(window_length, 0):
    _0 = torch.format("blackman_window requires non-negative window_length, got window_length={}", window_length)
    ops.prim.RaiseException(_0)
  else:
    pass
  if torch.le(window_length, 1):
    _1 = torch.ones([window_length], dtype=kind)
  else:
    if periodic:
      n = torch.add(window_length, 1)
    else:
      n = window_length
    last = float(torch.sub(n, 1))
    places = torch.arange(n, dtype=kind)
    angles = torch.mul(places, torch.div(3.1415926535897931, last))
    _2 = torch.mul(torch.cos(torch.mul(angles, 4)), 0.080000000000000002)
    _3 = torch.mul(torch.cos(torch.mul(angles, 2)), 0.5)
    window = torch.add(torch.sub(_2, _3), 0.41999999999999998)
    _1 = torch.slice(window, 0, None, window_length)
  return _1

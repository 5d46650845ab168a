def aten_kaiser_window_beta(window_length: int,
    periodic: bool,
    beta: float,
    dtype: Optional[int],
    layout: Optional[int],
    device: Optional[Device],
    pin_memory: Optional[bool]) -> Tensor:
  if torch.__isnot__(dtype, None):
    kind = unchecked_cast(int, dtype)
  else:
    kind = 6
  if torch.lt(window_length, 0):
    _0 = torch.format("kaiser_window requires non-negative window_length, got window_length={}", window_length)
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
    x = torch.sub(torch.mul(places, torch.div(2., last)), 1)
    _2 = torch.clamp(torch.add(torch.neg(torch.mul(x, x)), 1), 0)
    _3 = torch.i0(torch.mul(torch.sqrt(_2), beta))
    _4 = torch.i0(torch.full([], beta, dtype=kind))
    window = torch.div(_3, _4)
    _1 = torch.slice(window, 0, None, window_length)
  return _1

def aten_bartlett_window_periodic(window_length: int,
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
    _0 = torch.format("bartlett_window requires non-negative window_length, got window_length={}", window_length)
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
    rising = torch.mul(places, torch.div(2., last))
    half = torch.add(torch.floordiv(torch.sub(n, 1), 2), 1)
    _2 = torch.slice(rising, 0, 0, half)
    _3 = torch.add(torch.neg(torch.slice(rising, 0, half)), 2)
    window = torch.cat([_2, _3])
    _1 = torch.slice(window, 0, None, window_length)
  return _1

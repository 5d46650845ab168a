def aten_hamming_window_periodic_alpha_beta(window_length: int,
    periodic: bool,
    alpha: float,
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
    _0 = torch.format("hamming_window requires non-negative window_length, got window_length={}", window_length)
    ops.prim.RaiseException(_0)
  else:
    pass
  if torch.le(window_length, 1):
    _2 = torch.ones([window_length], dtype=kind)
    _1 = _2
  else:
    if periodic:
      n = torch.add(window_length, 1)
    else:
      n = window_length
    _3 = torch.arange(n, dtype=kind)
    _4 = torch.div(6.2831853071795862, float(torch.sub(n, 1)))
    x = torch.cos(torch.mul(_3, _4))
    _5 = torch.add(torch.mul(x, torch.neg(beta)), alpha)
    _6 = torch.slice(_5, 0, None, window_length)
    _1 = _6
  return _1

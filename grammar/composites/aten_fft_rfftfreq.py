def aten_fft_rfftfreq(n: int,
    d: float,
    dtype: Optional[int],
    layout: Optional[int],
    device: Optional[Device],
    pin_memory: Optional[bool]) -> Tensor:
  if torch.__isnot__(dtype, None):
    kind = unchecked_cast(int, dtype)
  else:
    kind = 6
  _0 = torch.arange(torch.add(torch.floordiv(n, 2), 1), dtype=kind)
  _1 = torch.mul(_0, torch.div(1., torch.mul(n, d)))
  return _1

def aten_fft_fftfreq(n: int,
    d: float,
    dtype: Optional[int],
    layout: Optional[int],
    device: Optional[Device],
    pin_memory: Optional[bool]) -> Tensor:
  if torch.__isnot__(dtype, None):
    kind = unchecked_cast(int, dtype)
  else:
    kind = 6
  x = torch.arange(n, dtype=kind)
  _0 = torch.slice(x, 0, torch.floordiv(torch.add(n, 1), 2))
  _1 = torch.arange(torch.neg(torch.floordiv(n, 2)), 0, dtype=kind)
  _2 = torch.copy_(_0, _1)
  _3 = torch.mul(x, torch.div(1., torch.mul(n, d)))
  return _3

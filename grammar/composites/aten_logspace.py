def aten_logspace(start: number,
    end: number,
    steps: int,
    base: float,
    dtype: Optional[int],
    layout: Optional[int],
    device: Optional[Device],
    pin_memory: Optional[bool]) -> Tensor:
  if isinstance(start, complex):
    usual = 9
  else:
    if isinstance(end, complex):
      usual = 9
    else:
      usual = 6
  if torch.__isnot__(dtype, None):
    kind = unchecked_cast(int, dtype)
  else:
    kind = usual
  if torch.lt(kind, 5):
    x = torch.linspace(int(start), int(end), steps, dtype=7)
  else:
    if torch.__contains__([8, 9, 10], kind):
      x = torch.linspace(start, end, steps, dtype=10)
    else:
      x = torch.linspace(start, end, steps, dtype=7)
  return torch.to(torch.pow(base, x), kind)

def aten_logspace(start: number,
    end: number,
    steps: int,
    base: float,
    dtype: Optional[int],
    layout: Optional[int],
    device: Optional[Device],
    pin_memory: Optional[bool]) -> Tensor:
  x = torch.linspace(start, end, steps, dtype=7)
  if torch.__isnot__(dtype, None):
    kind = unchecked_cast(int, dtype)
  else:
    kind = 6
  return torch.to(torch.pow(base, x), kind)

def aten_range_step(start: number,
    end: number,
    step: number,
    dtype: Optional[int],
    layout: Optional[int],
    device: Optional[Device],
    pin_memory: Optional[bool]) -> Tensor:
  first, last, by = float(start), float(end), float(step)
  if torch.eq(by, 0.):
    ops.prim.RaiseException("step must be nonzero", "operator.RuntimeError")
  else:
    pass
  away = torch.div(torch.sub(last, first), by)
  if torch.lt(away, 0.):
    ops.prim.RaiseException("upper bound and larger bound inconsistent with step sign", "operator.RuntimeError")
  else:
    pass
  places = torch.arange(torch.add(torch.floor(away), 1), dtype=7)
  result = torch.add(torch.mul(places, by), first)
  if torch.__is__(dtype, None):
    kind = 6
  else:
    kind = unchecked_cast(int, dtype)
  return torch.to(result, kind)

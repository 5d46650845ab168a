def aten_tril_indices(row: int,
    col: int,
    offset: int,
    dtype: Optional[int],
    layout: Optional[int],
    device: Optional[Device],
    pin_memory: Optional[bool]) -> Tensor:
  if torch.lt(row, 0):
    _0 = torch.format("row must be non-negative, got{}", row)
    ops.prim.RaiseException(_0, "operator.RuntimeError")
  else:
    pass
  if torch.lt(col, 0):
    _1 = torch.format("col must be non-negative, got{}", col)
    ops.prim.RaiseException(_1, "operator.RuntimeError")
  else:
    pass
  kept = torch.tril(torch.ones([row, col], dtype=11), offset)
  if torch.__is__(dtype, None):
    wanted = 4
  else:
    wanted = unchecked_cast(int, dtype)
  _2 = torch.contiguous(torch.t(torch.nonzero(kept)))
  return torch.to(_2, wanted)

def aten_take(self0: Tensor,
    index: Tensor) -> Tensor:
  if torch.ne(ops.prim.dtype(index), 4):
    _0 = torch.add("take(): Expected a long tensor for index, but got ", str(ops.prim.dtype(index)))
    ops.prim.RaiseException(_0, "operator.RuntimeError")
  else:
    pass
  flat = torch.reshape(self0, [-1])
  count = torch.size(flat, 0)
  if torch.eq(count, 0):
    _1 = torch.gt(torch.numel(index), 0)
  else:
    _1 = False
  if _1:
    ops.prim.RaiseException("take(): tried to take from an empty tensor", "builtins.IndexError")
  else:
    pass
  if torch.gt(torch.numel(index), 0):
    _2 = bool(torch.any(torch.ge(index, count)))
    if _2:
      _3 = True
    else:
      _4 = torch.any(torch.lt(index, torch.neg(count)))
      _3 = bool(_4)
    if _3:
      _5 = torch.format("take(): index out of range, range of self is {}", count)
      ops.prim.RaiseException(_5, "builtins.IndexError")
    else:
      pass
  else:
    pass
  places = torch.where(torch.lt(index, 0), torch.add(index, count), index)
  _6 = torch.index_select(flat, 0, torch.reshape(places, [-1]))
  return torch.view(_6, torch.size(index))

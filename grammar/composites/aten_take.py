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
    ops.prim.RaiseException("take(): tried to take from an empty tensor", "operator.IndexError")
  else:
    pass
  wrong = torch.masked_select(index, torch.logical_or(torch.ge(index, count), torch.lt(index, -count)))
  if wrong.numel() > 0:
    ops.prim.RaiseException("out of range: tried to access index {} on a tensor of {} elements.".format(int(torch.select(wrong, 0, 0)), count), "operator.IndexError")
  places = torch.where(torch.lt(index, 0), torch.add(index, count), index)
  _6 = torch.index_select(flat, 0, torch.reshape(places, [-1]))
  return torch.view(_6, torch.size(index))

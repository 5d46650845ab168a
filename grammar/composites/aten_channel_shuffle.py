def aten_channel_shuffle(self0: Tensor,
    groups: int) -> Tensor:
  size = torch.size(self0)
  if torch.lt(torch.dim(self0), 3):
    _0 = torch.format("channel_shuffle expects input with > 2 dims, but got input with sizes {}", size)
    ops.prim.RaiseException(_0, "operator.RuntimeError")
  else:
    pass
  if torch.le(groups, 0):
    _1 = True
  else:
    _2 = torch.ne(torch.remainder(size[1], groups), 0)
    _1 = _2
  if _1:
    _3 = torch.format("Number of channels must be divisible by groups. Got {} channels and {} groups.", size[1], groups)
    ops.prim.RaiseException(_3, "operator.RuntimeError")
  else:
    pass
  if torch.numel(self0) == 0:
    return self0
  _4 = [size[0], groups, torch.floordiv(size[1], groups), -1]
  y = torch.permute(torch.reshape(self0, _4), [0, 2, 1, 3])
  _5 = torch.reshape(torch.clone(y, memory_format=0), size)
  return _5

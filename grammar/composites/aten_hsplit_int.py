def aten_hsplit_int(self0: Tensor,
    sections: int) -> List[Tensor]:
  if torch.lt(torch.dim(self0), 1):
    _0 = torch.format("torch.hsplit requires a tensor with at least 1 dimension, but got a tensor with {} dimensions!", torch.dim(self0))
    ops.prim.RaiseException(_0, "operator.RuntimeError")
  else:
    pass
  if torch.eq(torch.dim(self0), 1):
    dim = 0
  else:
    dim = 1
  if torch.eq(sections, 0):
    _1 = True
  else:
    _2 = torch.remainder(torch.size(self0, dim), sections)
    _1 = torch.ne(_2, 0)
  if _1:
    _3 = torch.format("torch.hsplit attempted to split along dimension {}, but the size of the dimension {} is not divisible by the split_size {}!", dim, torch.size(self0, dim), sections)
    ops.prim.RaiseException(_3, "operator.RuntimeError")
  else:
    pass
  _4 = torch.tensor_split(self0, sections, dim)
  return _4

def aten_dsplit_int(self0: Tensor,
    sections: int) -> List[Tensor]:
  if torch.lt(torch.dim(self0), 3):
    _0 = torch.format("torch.dsplit requires a tensor with at least 3 dimension, but got a tensor with {} dimensions!", torch.dim(self0))
    ops.prim.RaiseException(_0, "operator.RuntimeError")
  else:
    pass
  if torch.eq(sections, 0):
    _1 = True
  else:
    _2 = torch.remainder(torch.size(self0, 2), sections)
    _1 = torch.ne(_2, 0)
  if _1:
    _3 = torch.format("torch.dsplit attempted to split along dimension 2, but the size of the dimension {} is not divisible by the split_size {}!", torch.size(self0, 2), sections)
    ops.prim.RaiseException(_3, "operator.RuntimeError")
  else:
    pass
  _4 = torch.tensor_split(self0, sections, 2)
  return _4

def aten_vsplit_int(self0: Tensor,
    sections: int) -> List[Tensor]:
  if torch.lt(torch.dim(self0), 2):
    _0 = torch.format("torch.vsplit requires a tensor with at least 2 dimension, but got a tensor with {} dimensions!", torch.dim(self0))
    ops.prim.RaiseException(_0, "operator.RuntimeError")
  else:
    pass
  if torch.eq(sections, 0):
    _1 = True
  else:
    _2 = torch.remainder(torch.size(self0, 0), sections)
    _1 = torch.ne(_2, 0)
  if _1:
    _3 = torch.format("torch.vsplit attempted to split along dimension 0, but the size of the dimension {} is not divisible by the split_size {}!", torch.size(self0, 0), sections)
    ops.prim.RaiseException(_3, "operator.RuntimeError")
  else:
    pass
  return torch.tensor_split(self0, sections)

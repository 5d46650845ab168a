def aten_hsplit_array(self0: Tensor,
    indices: List[int]) -> List[Tensor]:
  if torch.lt(torch.dim(self0), 1):
    _0 = torch.format("torch.hsplit requires a tensor with at least 1 dimension, but got a tensor with {} dimensions!", torch.dim(self0))
    ops.prim.RaiseException(_0, "operator.RuntimeError")
  else:
    pass
  if torch.eq(torch.dim(self0), 1):
    _1 = 0
  else:
    _1 = 1
  _2 = torch.tensor_split(self0, indices, _1)
  return _2

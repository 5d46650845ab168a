def aten_vsplit_array(self0: Tensor,
    indices: List[int]) -> List[Tensor]:
  if torch.lt(torch.dim(self0), 2):
    _0 = torch.format("torch.vsplit requires a tensor with at least 2 dimension, but got a tensor with {} dimensions!", torch.dim(self0))
    ops.prim.RaiseException(_0, "operator.RuntimeError")
  else:
    pass
  return torch.tensor_split(self0, indices)

def aten_dsplit_array(self0: Tensor,
    indices: List[int]) -> List[Tensor]:
  if torch.lt(torch.dim(self0), 3):
    _0 = torch.format("torch.dsplit requires a tensor with at least 3 dimension, but got a tensor with {} dimensions!", torch.dim(self0))
    ops.prim.RaiseException(_0, "operator.RuntimeError")
  else:
    pass
  return torch.tensor_split(self0, indices, 2)

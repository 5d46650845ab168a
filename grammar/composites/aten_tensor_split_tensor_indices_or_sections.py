def aten_tensor_split_tensor_indices_or_sections(self0: Tensor,
    tensor_indices_or_sections: Tensor,
    dim: int) -> List[Tensor]:
  _0 = ops.prim.dtype(tensor_indices_or_sections)
  if torch.ne(_0, 4):
    _1 = ops.prim.dtype(tensor_indices_or_sections)
    _2 = torch.add("tensor_split expected tensor_indices_or_sections to have dtype of long, but got ", str(_1))
    ops.prim.RaiseException(_2, "operator.RuntimeError")
  else:
    pass
  _3 = torch.gt(torch.dim(tensor_indices_or_sections), 1)
  if _3:
    _4 = torch.dim(tensor_indices_or_sections)
    _5 = torch.format("tensor_split expected tensor_indices_or_sections to be a zero-dimensional or one-dimensional tensor, but got a tensor with {} dims", _4)
    ops.prim.RaiseException(_5, "operator.RuntimeError")
  else:
    pass
  _6 = torch.eq(torch.dim(tensor_indices_or_sections), 0)
  if _6:
    result0 = torch.tensor_split(self0, int(tensor_indices_or_sections), dim)
    result = result0
  else:
    places = annotate(List[int], [])
    _7 = torch.size(tensor_indices_or_sections, 0)
    for i in range(_7):
      _8 = torch.select(tensor_indices_or_sections, 0, i)
      _9 = torch.append(places, int(_8))
    result1 = torch.tensor_split(self0, places, dim)
    result = result1
  return result

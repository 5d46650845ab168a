def aten_hstack(tensors: List[Tensor]) -> Tensor:
  if torch.eq(torch.len(tensors), 0):
    ops.prim.RaiseException("hstack expects a non-empty TensorList", "operator.RuntimeError")
  else:
    pass
  parts = annotate(List[Tensor], [])
  for i in range(torch.len(tensors)):
    if torch.gt(torch.dim(tensors[i]), 0):
      _0 = tensors[i]
    else:
      _0 = torch.reshape(tensors[i], [1])
    _1 = torch.append(parts, _0)
  if torch.eq(torch.dim(parts[0]), 1):
    _2 = 0
  else:
    _2 = 1
  return torch.cat(parts, _2)

def aten_vstack(tensors: List[Tensor]) -> Tensor:
  if torch.eq(torch.len(tensors), 0):
    ops.prim.RaiseException("vstack expects a non-empty TensorList", "operator.RuntimeError")
  else:
    pass
  rows = annotate(List[Tensor], [])
  for i in range(torch.len(tensors)):
    if torch.gt(torch.dim(tensors[i]), 1):
      _0 = tensors[i]
    else:
      _1 = torch.reshape(tensors[i], [1, -1])
      _0 = _1
    _2 = torch.append(rows, _0)
  return torch.cat(rows)

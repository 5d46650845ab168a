def aten_column_stack(tensors: List[Tensor]) -> Tensor:
  if torch.eq(torch.len(tensors), 0):
    ops.prim.RaiseException("column_stack expects a non-empty TensorList", "operator.RuntimeError")
  else:
    pass
  _0 = annotate(List[Tensor], [])
  for _1 in range(torch.len(tensors)):
    t = tensors[_1]
    if torch.le(torch.dim(t), 1):
      _2 = torch.reshape(t, [torch.numel(t), 1])
      t0 = _2
    else:
      t0 = t
    _3 = torch.append(_0, t0)
  return torch.hstack(_0)

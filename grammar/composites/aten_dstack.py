def aten_dstack(tensors: List[Tensor]) -> Tensor:
  if torch.eq(torch.len(tensors), 0):
    ops.prim.RaiseException("dstack expects a non-empty TensorList", "operator.RuntimeError")
  else:
    pass
  _0 = annotate(List[Tensor], [])
  for _1 in range(torch.len(tensors)):
    t = tensors[_1]
    _2 = torch.append(_0, torch.atleast_3d(t))
  return torch.cat(_0, 2)

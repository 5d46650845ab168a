def aten_cartesian_prod(tensors: List[Tensor]) -> Tensor:
  for _0 in range(torch.len(tensors)):
    t = tensors[_0]
    if torch.ne(torch.dim(t), 1):
      _1 = torch.format("Expect a 1D vector, but got shape {}", torch.size(t))
      ops.prim.RaiseException(_1, "operator.RuntimeError")
    else:
      pass
  if torch.eq(torch.len(tensors), 1):
    result = tensors[0]
  else:
    grids = torch.meshgrid(tensors, indexing="ij")
    _2 = annotate(List[Tensor], [])
    for _3 in range(torch.len(grids)):
      g = grids[_3]
      _4 = torch.append(_2, torch.reshape(g, [-1]))
    result = torch.stack(_2, 1)
  return result

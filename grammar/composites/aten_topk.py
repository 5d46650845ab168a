def aten_topk(self0: Tensor,
    k: int,
    dim: int,
    largest: bool,
    sorted: bool) -> Tuple[Tensor, Tensor]:
  if torch.lt(dim, 0):
    d = torch.add(dim, torch.dim(self0))
  else:
    d = dim
  if torch.gt(torch.dim(self0), 0):
    if torch.lt(k, 0):
      _0 = True
    else:
      _0 = torch.gt(k, torch.size(self0, d))
    if _0:
      ops.prim.RaiseException("selected index k out of range")
    else:
      pass
  else:
    pass
  values, indices = torch.sort(self0, dim, largest)
  if torch.gt(torch.dim(self0), 0):
    values1 = torch.contiguous(torch.narrow(values, d, 0, k))
    indices1 = torch.contiguous(torch.narrow(indices, d, 0, k))
    values0, indices0 = values1, indices1
  else:
    values0, indices0 = values, indices
  return (values0, indices0)

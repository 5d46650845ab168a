def aten_kthvalue(self0: Tensor,
    k: int,
    dim: int,
    keepdim: bool) -> Tuple[Tensor, Tensor]:
  if torch.gt(torch.dim(self0), 0):
    n = torch.size(self0, dim)
  else:
    n = 1
  if torch.lt(k, 1):
    _0 = True
  else:
    _0 = torch.gt(k, n)
  if _0:
    _1 = torch.format("kthvalue(): selected number k out of range for dimension {}", dim)
    ops.prim.RaiseException(_1)
  else:
    pass
  if torch.eq(torch.dim(self0), 0):
    _3 = torch.clone(self0)
    _4 = torch.zeros(annotate(List[int], []), dtype=4)
    _2 = (_3, _4)
  else:
    values, places = torch.sort(self0, dim)
    v = torch.select(values, dim, torch.sub(k, 1))
    p = torch.select(places, dim, torch.sub(k, 1))
    if keepdim:
      v0, p0 = torch.unsqueeze(v, dim), torch.unsqueeze(p, dim)
    else:
      v0, p0 = v, p
    _5 = (torch.contiguous(v0), torch.contiguous(p0))
    _2 = _5
  return _2

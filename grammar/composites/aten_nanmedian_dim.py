def aten_nanmedian_dim(self0: Tensor,
    dim: int,
    keepdim: bool) -> Tuple[Tensor, Tensor]:
  if torch.eq(torch.dim(self0), 0):
    _1 = torch.clone(torch.select(torch.reshape(self0, [1]), dim, 0))
    _2 = torch.zeros(annotate(List[int], []), dtype=4)
    _0 = (_1, _2)
  else:
    if torch.eq(torch.size(self0, dim), 0):
      _3 = torch.format("median(): Expected reduction dim {} to have non-zero size.", dim)
      ops.prim.RaiseException(_3, "operator.IndexError")
    else:
      pass
    values, places = torch.sort(self0, stable=True, dim=dim)
    count = torch.sum(torch.logical_not(torch.isnan(self0)), [dim], True)
    k = torch.clamp_min(torch.floor_divide(torch.sub(count, 1), 2), 0)
    v = torch.gather(values, dim, k)
    p = torch.gather(places, dim, k)
    if keepdim:
      v0, p0 = v, p
    else:
      v0, p0 = torch.squeeze(v, dim), torch.squeeze(p, dim)
    _4 = (torch.contiguous(v0), torch.contiguous(p0))
    _0 = _4
  return _0

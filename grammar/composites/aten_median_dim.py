def aten_median_dim(self0: Tensor,
    dim: int,
    keepdim: bool) -> Tuple[Tensor, Tensor]:
  if torch.eq(torch.dim(self0), 0):
    _1 = torch.clone(torch.select(torch.reshape(self0, [1]), dim, 0))
    _2 = torch.zeros(annotate(List[int], []), dtype=4)
    _0 = (_1, _2)
  else:
    n = torch.size(self0, dim)
    if torch.eq(n, 0):
      _3 = torch.format("median(): Expected reduction dim {} to have non-zero size.", dim)
      ops.prim.RaiseException(_3, "operator.RuntimeError")
    else:
      pass
    values, places = torch.sort(self0, stable=True, dim=dim)
    k = torch.floordiv(torch.sub(n, 1), 2)
    v = torch.select(values, dim, k)
    p = torch.select(places, dim, k)
    if torch.is_floating_point(self0):
      odd = torch.isnan(self0)
      some = torch.any(odd, dim)
      first = torch.argmax(torch.to(odd, 3), dim)
      v1 = torch.where(some, torch.full_like(v, float("nan")), v)
      v0, p0 = v1, torch.where(some, first, p)
    else:
      v0, p0 = v, p
    if keepdim:
      v2, p1 = torch.unsqueeze(v0, dim), torch.unsqueeze(p0, dim)
    else:
      v2, p1 = v0, p0
    _4 = (torch.contiguous(v2), torch.contiguous(p1))
    _0 = _4
  return _0

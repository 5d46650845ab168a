def aten_nanquantile(self0: Tensor,
    q: Tensor,
    dim: Optional[int],
    keepdim: bool,
    interpolation: str) -> Tensor:
  if torch.eq(torch.numel(self0), 0):
    ops.prim.RaiseException("nanquantile() input tensor must be non-empty")
  else:
    pass
  if torch.gt(torch.dim(q), 1):
    ops.prim.RaiseException("nanquantile() q must be a scalar or 1D tensor")
  else:
    pass
  if torch.__not__(torch.is_floating_point(self0)):
    ops.prim.RaiseException("nanquantile() input tensor must be either float or double dtype")
  else:
    pass
  if torch.ne(ops.prim.dtype(self0), ops.prim.dtype(q)):
    ops.prim.RaiseException("nanquantile() q tensor must be same dtype as the input tensor")
  else:
    pass
  if torch.__not__(torch.__contains__(["linear", "lower", "higher", "midpoint", "nearest"], interpolation)):
    _0 = torch.format("nanquantile() interpolation must be one of linear, lower, higher, midpoint or nearest, but got {}", interpolation)
    ops.prim.RaiseException(_0)
  else:
    pass
  outside = torch.logical_or(torch.lt(q, 0), torch.gt(q, 1))
  if bool(torch.any(outside)):
    ops.prim.RaiseException("nanquantile() q values must be in the range [0, 1]")
  else:
    pass
  kept = torch.size(self0)
  if torch.__isnot__(dim, None):
    axis = unchecked_cast(int, dim)
    if torch.eq(torch.dim(self0), 0):
      rows = torch.reshape(self0, [1])
    else:
      rows = torch.movedim(self0, axis, -1)
      if keepdim:
        _1 = torch._set_item(kept, axis, 1)
      else:
        _2 = torch.pop(kept, axis)
  else:
    rows = torch.reshape(self0, [-1])
    if keepdim:
      kept = torch.mul([1], torch.dim(self0))
    else:
      kept = annotate(List[int], [])
  values, _3 = torch.sort(rows, -1)
  places = torch.reshape(q, [-1])
  odd = torch.isnan(values)
  last = torch.to(torch.sub(torch.sum(torch.logical_not(odd), [-1], True), 1), ops.prim.dtype(self0))
  ranks = torch.clamp_min(torch.mul(places, last), 0)
  if torch.eq(interpolation, "lower"):
    ranks = torch.floor(ranks)
  else:
    if torch.eq(interpolation, "higher"):
      ranks = torch.ceil(ranks)
    else:
      if torch.eq(interpolation, "nearest"):
        ranks = torch.round(ranks)
      else:
        pass
  below = torch.floor(ranks)
  low = torch.gather(values, -1, torch.to(below, 4))
  if torch.eq(interpolation, "midpoint"):
    weights = torch.full_like(ranks, 0.5)
  else:
    weights = torch.sub(ranks, below)
  high = torch.gather(values, -1, torch.to(torch.ceil(ranks), 4))
  result = torch.lerp(low, high, weights)
  if torch.eq(torch.dim(q), 0):
    out = torch.reshape(torch.squeeze(result, -1), kept)
  else:
    _4 = torch.contiguous(torch.movedim(result, -1, 0))
    out = torch.reshape(_4, torch.add([torch.size(places, 0)], kept))
  return out

def aten_median(self0: Tensor) -> Tensor:
  flat = torch.reshape(self0, [-1])
  n = torch.size(flat, 0)
  if torch.eq(n, 0):
    _1 = torch.full(annotate(List[int], []), float("nan"), dtype=ops.prim.dtype(self0))
    _0 = _1
  else:
    values, _2 = torch.sort(flat)
    if torch.is_floating_point(self0):
      _5 = torch.select(values, 0, torch.sub(n, 1))
      _6 = bool(torch.isnan(_5))
      if _6:
        _8 = torch.select(values, 0, torch.sub(n, 1))
        _7 = torch.clone(_8)
      else:
        _9 = uninitialized(Tensor)
        _7 = _9
      _3, _4 = _7, _6
    else:
      _10 = uninitialized(Tensor)
      _3, _4 = _10, False
    if _4:
      _11 = _3
    else:
      _12 = torch.floordiv(torch.sub(n, 1), 2)
      _13 = torch.clone(torch.select(values, 0, _12))
      _11 = _13
    _0 = _11
  return _0

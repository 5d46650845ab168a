def aten_feature_dropout(input: Tensor,
    p: float,
    train: bool) -> Tensor:
  if torch.lt(p, 0.):
    _0 = True
  else:
    _0 = torch.gt(p, 1.)
  if _0:
    _1 = torch.format("dropout probability has to be between 0 and 1, but got {}", p)
    ops.prim.RaiseException(_1, "operator.RuntimeError")
  else:
    pass
  if torch.eq(p, 0.):
    _2 = True
  else:
    _2 = torch.__not__(train)
  if _2:
    _3 = True
  else:
    _3 = torch.eq(torch.numel(input), 0)
  if _3:
    _4 = input
  else:
    if torch.lt(torch.dim(input), 2):
      ops.prim.RaiseException("Feature dropout requires at least 2 dimensions in the input", "operator.RuntimeError")
    else:
      pass
    if torch.eq(p, 1.):
      _6 = torch.zeros(annotate(List[int], []), dtype=ops.prim.dtype(input))
      _5 = torch.mul(input, _6)
    else:
      shape = torch.mul([1], torch.dim(input))
      _7 = torch._set_item(shape, 0, torch.size(input, 0))
      _8 = torch._set_item(shape, 1, torch.size(input, 1))
      _9 = torch.empty(shape, dtype=ops.prim.dtype(input))
      noise = torch.bernoulli_(_9, torch.sub(1., p))
      _10 = torch.div(noise, torch.sub(1., p))
      _5 = torch.mul(input, _10)
    _4 = _5
  return _4

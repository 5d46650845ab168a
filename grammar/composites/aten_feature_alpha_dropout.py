def aten_feature_alpha_dropout(input: Tensor,
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
      _10 = torch.mul(1.7580993408473766, 1.7580993408473766)
      _11 = torch.mul(torch.add(torch.mul(_10, p), 1.), torch.sub(1., p))
      a = torch.div(1., torch.sqrt(_11))
      _12 = torch.mul(torch.add(noise, -1.), torch.mul(1.7580993408473766, a))
      _13 = torch.mul(torch.mul(1.7580993408473766, a), p)
      b = torch.add(_12, _13)
      _14 = torch.mul(input, torch.mul(noise, a))
      _5 = torch.add(_14, b)
    _4 = _5
  return _4

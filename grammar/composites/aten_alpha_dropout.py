def aten_alpha_dropout(input: Tensor,
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
    if torch.eq(p, 1.):
      _6 = torch.zeros(annotate(List[int], []), dtype=ops.prim.dtype(input))
      _5 = torch.mul(input, _6)
    else:
      noise = torch.bernoulli_(torch.empty_like(input), torch.sub(1., p))
      _7 = torch.mul(1.7580993408473766, 1.7580993408473766)
      _8 = torch.mul(torch.add(torch.mul(_7, p), 1.), torch.sub(1., p))
      a = torch.div(1., torch.sqrt(_8))
      _9 = torch.mul(torch.add(noise, -1.), torch.mul(1.7580993408473766, a))
      _10 = torch.mul(torch.mul(1.7580993408473766, a), p)
      b = torch.add(_9, _10)
      _11 = torch.mul(input, torch.mul(noise, a))
      _5 = torch.add(_11, b)
    _4 = _5
  return _4

def aten_multinomial(self0: Tensor,
    num_samples: int,
    replacement: bool,
    generator: Optional[Generator]) -> Tensor:
  if torch.ne(torch.dim(self0), 1):
    _0 = torch.ne(torch.dim(self0), 2)
  else:
    _0 = False
  if _0:
    ops.prim.RaiseException("prob_dist must be 1 or 2 dim", "operator.RuntimeError")
  else:
    pass
  _1 = torch.__not__(torch.is_floating_point(self0))
  if _1:
    _2 = torch.format("multinomial only supports floating-point dtypes for input, got: {}", __torch__.errors.scalar_type(ops.prim.dtype(self0)))
    ops.prim.RaiseException(_2, "operator.RuntimeError")
  else:
    pass
  if torch.le(num_samples, 0):
    ops.prim.RaiseException("cannot sample n_sample <= 0 samples", "operator.RuntimeError")
  else:
    pass
  if torch.__not__(replacement):
    _4 = torch.gt(num_samples, torch.size(self0, -1))
    _3 = _4
  else:
    _3 = False
  if _3:
    ops.prim.RaiseException("cannot sample n_sample > prob_dist.size(-1) samples without replacement", "operator.RuntimeError")
  else:
    pass
  if torch.gt(torch.numel(self0), 0):
    _5 = bool(torch.all(torch.isfinite(self0)))
    if torch.__not__(_5):
      _6 = True
    else:
      _7 = torch.lt(float(torch.min(self0)), 0)
      _6 = _7
    if _6:
      ops.prim.RaiseException("probability tensor contains either `inf`, `nan` or element < 0", "operator.RuntimeError")
    else:
      pass
    _8 = torch.any(torch.eq(torch.sum(self0, [-1]), 0))
    if bool(_8):
      ops.prim.RaiseException("invalid multinomial distribution (sum of probabilities <= 0)", "operator.RuntimeError")
    else:
      pass
  else:
    pass
  if torch.__not__(replacement):
    _9 = True
  else:
    _9 = torch.eq(num_samples, 1)
  if _9:
    _11 = torch.exponential_(torch.empty_like(self0), 1., generator=generator)
    shares = torch.div(self0, _11)
    if torch.eq(num_samples, 1):
      _12 = torch.argmax(shares, -1, True)
    else:
      _13, _14 = torch.topk(shares, num_samples)
      _12 = _14
    _10 = _12
  else:
    if torch.eq(torch.dim(self0), 1):
      x = torch.unsqueeze(self0, 0)
    else:
      x = self0
    total = torch.cumsum(x, 1)
    _15 = torch.div(total, torch.slice(total, 1, -1))
    chances = torch.to(_15, 7)
    _16 = torch.fill_(torch.select(chances, 1, -1), 1.)
    _17 = torch.empty([torch.size(x, 0), num_samples], dtype=7)
    drawn = torch.uniform_(_17, 0., 1., generator=generator)
    found = torch.searchsorted(chances, drawn)
    if torch.eq(torch.dim(self0), 1):
      _18 = torch.squeeze(found, 0)
    else:
      _18 = found
    _10 = _18
  return _10

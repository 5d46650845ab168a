def aten__upsample_bicubic2d_aa(self0: Tensor,
    output_size: List[int],
    align_corners: bool,
    scales_h: Optional[float],
    scales_w: Optional[float]) -> Tensor:
  if torch.ne(torch.len(output_size), 2):
    _0 = torch.format("It is expected output_size equals to 2, but got size {}", torch.len(output_size))
    ops.prim.RaiseException(_0)
  else:
    pass
  if torch.ne(torch.dim(self0), 4):
    _1 = torch.format("It is expected input_size equals to 4, but got size {}", torch.dim(self0))
    ops.prim.RaiseException(_1)
  else:
    pass
  given = torch.mul([0.], 2)
  if torch.__isnot__(scales_h, None):
    scales_h0 = unchecked_cast(float, scales_h)
    _2 = torch._set_item(given, 0, scales_h0)
  else:
    pass
  if torch.__isnot__(scales_w, None):
    scales_w0 = unchecked_cast(float, scales_w)
    _3 = torch._set_item(given, 1, scales_w0)
  else:
    pass
  if torch.eq(ops.prim.dtype(self0), 7):
    kind = 7
  else:
    kind = 6
  if torch.ne(ops.prim.dtype(self0), 7):
    x = torch.to(self0, 6)
  else:
    x = self0
  x0 = x
  for j in range(2):
    k = torch.sub(1, j)
    d = torch.add(k, 2)
    n = torch.size(x0, d)
    size = output_size[k]
    if torch.le(n, 0):
      _4 = True
    else:
      _4 = torch.le(size, 0)
    if _4:
      _5 = torch.format("Input and output sizes should be greater than 0, but got input ({}) output ({})", n, size)
      ops.prim.RaiseException(_5)
    else:
      pass
    if align_corners:
      if torch.gt(size, 1):
        ratio1 = torch.div(float(torch.sub(n, 1)), float(torch.sub(size, 1)))
        ratio0 = ratio1
      else:
        ratio0 = 0.
      ratio = ratio0
    else:
      if torch.gt(given[k], 0.):
        ratio2 = torch.div(1., given[k])
      else:
        ratio3 = torch.div(float(n), float(size))
        ratio2 = ratio3
      ratio = ratio2
    stretch = ops.prim.max(ratio, 1.)
    support = torch.mul(2., stretch)
    _6 = torch.add(torch.arange(size, dtype=kind), 0.5)
    center = torch.unsqueeze(torch.mul(_6, ratio), 1)
    _7 = torch.add(torch.sub(center, support), 0.5)
    first = torch.clamp_min(torch.trunc(_7), 0.)
    _8 = torch.add(torch.add(center, support), 0.5)
    last = torch.clamp_max(torch.trunc(_8), n)
    places = torch.unsqueeze(torch.arange(n, dtype=kind), 0)
    _9 = torch.add(torch.sub(places, center), 0.5)
    _10 = torch.mul(_9, torch.div(1., stretch))
    away = torch.abs(_10)
    _11 = torch.mul(away, torch.add(-0.5, 2.))
    _12 = torch.mul(torch.sub(_11, torch.add(-0.5, 3.)), away)
    near = torch.add(torch.mul(_12, away), 1.)
    _13 = torch.sub(torch.mul(away, -0.5), torch.mul(5., -0.5))
    _14 = torch.add(torch.mul(_13, away), torch.mul(8., -0.5))
    far = torch.sub(torch.mul(_14, away), torch.mul(4., -0.5))
    _15 = torch.lt(away, 1.)
    _16 = torch.where(torch.lt(away, 2.), far, torch.zeros_like(far))
    share = torch.where(_15, near, _16)
    _17 = torch.logical_and(torch.ge(places, first), torch.lt(places, last))
    share0 = torch.where(_17, share, torch.zeros_like(share))
    share1 = torch.div(share0, torch.sum(share0, [1], True))
    if torch.eq(k, 1):
      x1 = torch.matmul(x0, torch.t(share1))
    else:
      x1 = torch.matmul(share1, x0)
    x0 = x1
  if torch.eq(ops.prim.dtype(self0), 0):
    x3 = torch.clamp(torch.floor(torch.add(x0, 0.5)), 0, 255)
    x2 = x3
  else:
    x2 = x0
  x4 = torch.to(x2, ops.prim.dtype(self0))
  if torch.eq(torch.dim(self0), 4):
    _19 = torch.__not__(torch.is_contiguous(self0))
    _18 = _19
  else:
    _18 = False
  if _18:
    _20 = torch.is_contiguous(self0, 2)
  else:
    _20 = False
  if _20:
    x6 = torch.contiguous(x4, memory_format=2)
    x5 = x6
  else:
    x5 = x4
  return x5

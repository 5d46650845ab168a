def aten_upsample_bicubic2d(self0: Tensor,
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
    at = torch.arange(size, dtype=kind)
    if align_corners:
      at0 = torch.mul(at, ratio)
    else:
      _6 = torch.mul(torch.add(at, 0.5), ratio)
      at0 = torch.sub(_6, 0.5)
    low = torch.floor(at0)
    t = torch.clamp(torch.sub(at0, low), 0., 1.)
    total = torch.zeros([1], dtype=kind)
    total0 = total
    for tap in range(4):
      _7 = torch.sub(t, float(torch.sub(tap, 1)))
      away = torch.abs(_7)
      if torch.eq(tap, 1):
        _8 = True
      else:
        _8 = torch.eq(tap, 2)
      if _8:
        _9 = torch.mul(away, torch.add(-0.75, 2.))
        _10 = torch.sub(_9, torch.add(-0.75, 3.))
        _11 = torch.mul(torch.mul(_10, away), away)
        share = torch.add(_11, 1.)
      else:
        _12 = torch.sub(torch.mul(away, -0.75), torch.mul(5., -0.75))
        _13 = torch.add(torch.mul(_12, away), torch.mul(8., -0.75))
        share0 = torch.sub(torch.mul(_13, away), torch.mul(4., -0.75))
        share = share0
      _14 = torch.add(torch.to(low, 4), torch.sub(tap, 1))
      places = torch.clamp(_14, 0, torch.sub(n, 1))
      shape = torch.mul([1], 4)
      _15 = torch._set_item(shape, d, size)
      _16 = torch.mul(torch.index_select(x0, d, places), torch.view(share, shape))
      total0 = torch.add(total0, _16)
    x0 = total0
  if torch.eq(ops.prim.dtype(self0), 0):
    x2 = torch.clamp(torch.floor(torch.add(x0, 0.5)), 0, 255)
    x1 = x2
  else:
    x1 = x0
  x3 = torch.to(x1, ops.prim.dtype(self0))
  if torch.eq(torch.dim(self0), 4):
    _18 = torch.__not__(torch.is_contiguous(self0))
    _17 = _18
  else:
    _17 = False
  if _17:
    _19 = torch.is_contiguous(self0, 2)
  else:
    _19 = False
  if _19:
    x5 = torch.contiguous(x3, memory_format=2)
    x4 = x5
  else:
    x4 = x3
  return x4

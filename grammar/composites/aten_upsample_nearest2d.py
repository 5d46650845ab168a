def aten_upsample_nearest2d(self0: Tensor,
    output_size: List[int],
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
  x = self0
  for k in range(2):
    d = torch.add(k, 2)
    n = torch.size(x, d)
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
    ratio = torch.div(float(n), float(size))
    if torch.gt(given[k], 0.):
      ratio0 = torch.div(1., given[k])
    else:
      ratio0 = ratio
    if torch.eq(size, n):
      ratio1 = 1.
    else:
      if torch.eq(size, torch.mul(2, n)):
        ratio2 = 0.5
      else:
        ratio2 = ratio0
      ratio1 = ratio2
    _6 = torch.mul(torch.arange(size, dtype=6), ratio1)
    places = torch.clamp_max(torch.to(torch.floor(_6), 4), torch.sub(n, 1))
    x = torch.index_select(x, d, places)
  if torch.eq(torch.dim(self0), 4):
    _8 = torch.__not__(torch.is_contiguous(self0))
    _7 = _8
  else:
    _7 = False
  if _7:
    _9 = torch.is_contiguous(self0, 2)
  else:
    _9 = False
  if _9:
    _11 = torch.contiguous(x, memory_format=2)
    _10 = _11
  else:
    _10 = torch.contiguous(x)
  return _10

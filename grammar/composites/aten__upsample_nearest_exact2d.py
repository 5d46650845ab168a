def aten__upsample_nearest_exact2d(self0: Tensor,
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
    _6 = torch.add(torch.arange(size, dtype=6), 0.5)
    _7 = torch.to(torch.floor(torch.mul(_6, ratio0)), 4)
    places = torch.clamp_max(_7, torch.sub(n, 1))
    x = torch.index_select(x, d, places)
  if torch.eq(torch.dim(self0), 4):
    _9 = torch.__not__(torch.is_contiguous(self0))
    _8 = _9
  else:
    _8 = False
  if _8:
    _10 = torch.is_contiguous(self0, 2)
  else:
    _10 = False
  if _10:
    _12 = torch.contiguous(x, memory_format=2)
    _11 = _12
  else:
    _11 = torch.contiguous(x)
  return _11

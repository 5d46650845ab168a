def aten_upsample_bilinear2d(self0: Tensor,
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
  if ops.prim.is_quantized(self0):
    x = torch.dequantize(self0)
  else:
    if torch.ne(ops.prim.dtype(self0), 7):
      x6 = torch.to(self0, 6)
    else:
      x6 = self0
    x = x6
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
    if torch.eq(size, n):
      ratio4 = 1.
    else:
      ratio4 = ratio
    at = torch.arange(size, dtype=kind)
    if align_corners:
      at0 = torch.mul(at, ratio4)
    else:
      _6 = torch.mul(torch.add(at, 0.5), ratio4)
      at1 = torch.clamp_min(torch.sub(_6, 0.5), 0.)
      at0 = at1
    low = torch.clamp_max(torch.floor(at0), torch.sub(n, 1))
    share = torch.clamp_max(torch.sub(at0, low), 1.)
    left = torch.to(low, 4)
    right = torch.clamp_max(torch.add(left, 1), torch.sub(n, 1))
    shape = torch.mul([1], 4)
    _7 = torch._set_item(shape, d, size)
    share0 = torch.view(share, shape)
    _8 = torch.mul(torch.index_select(x0, d, left), torch.add(torch.neg(share0), 1.))
    _9 = torch.mul(torch.index_select(x0, d, right), share0)
    x0 = torch.add(_8, _9)
  if torch.eq(ops.prim.dtype(self0), 0):
    x2 = torch.clamp(torch.floor(torch.add(x0, 0.5)), 0, 255)
    x1 = x2
  else:
    x1 = x0
  if ops.prim.is_quantized(self0):
    x3 = torch.quantize_per_tensor(x1, torch.q_scale(self0), torch.q_zero_point(self0), ops.prim.dtype(self0))
  else:
    x3 = torch.to(x1, ops.prim.dtype(self0))
  if torch.eq(torch.dim(self0), 4):
    _11 = torch.__not__(torch.is_contiguous(self0))
    _10 = _11
  else:
    _10 = False
  if _10:
    _12 = torch.is_contiguous(self0, 2)
  else:
    _12 = False
  if _12:
    x5 = torch.contiguous(x3, memory_format=2)
    x4 = x5
  else:
    x4 = x3
  return x4

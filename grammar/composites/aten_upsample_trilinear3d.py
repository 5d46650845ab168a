def aten_upsample_trilinear3d(self0: Tensor,
    output_size: List[int],
    align_corners: bool,
    scales_d: Optional[float],
    scales_h: Optional[float],
    scales_w: Optional[float]) -> Tensor:
  if torch.ne(torch.len(output_size), 3):
    _0 = torch.format("It is expected output_size equals to 3, but got size {}", torch.len(output_size))
    ops.prim.RaiseException(_0)
  else:
    pass
  if torch.ne(torch.dim(self0), 5):
    _1 = torch.format("It is expected input_size equals to 5, but got size {}", torch.dim(self0))
    ops.prim.RaiseException(_1)
  else:
    pass
  given = torch.mul([0.], 3)
  if torch.__isnot__(scales_d, None):
    scales_d0 = unchecked_cast(float, scales_d)
    _2 = torch._set_item(given, 0, scales_d0)
  else:
    pass
  if torch.__isnot__(scales_h, None):
    scales_h0 = unchecked_cast(float, scales_h)
    _3 = torch._set_item(given, 1, scales_h0)
  else:
    pass
  if torch.__isnot__(scales_w, None):
    scales_w0 = unchecked_cast(float, scales_w)
    _4 = torch._set_item(given, 2, scales_w0)
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
  for j in range(3):
    k = torch.sub(2, j)
    d = torch.add(k, 2)
    n = torch.size(x0, d)
    size = output_size[k]
    if torch.le(n, 0):
      _5 = True
    else:
      _5 = torch.le(size, 0)
    if _5:
      _6 = torch.format("Input and output sizes should be greater than 0, but got input ({}) output ({})", n, size)
      ops.prim.RaiseException(_6)
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
      _7 = torch.mul(torch.add(at, 0.5), ratio4)
      at1 = torch.clamp_min(torch.sub(_7, 0.5), 0.)
      at0 = at1
    low = torch.clamp_max(torch.floor(at0), torch.sub(n, 1))
    share = torch.clamp_max(torch.sub(at0, low), 1.)
    left = torch.to(low, 4)
    right = torch.clamp_max(torch.add(left, 1), torch.sub(n, 1))
    shape = torch.mul([1], 5)
    _8 = torch._set_item(shape, d, size)
    share0 = torch.view(share, shape)
    _9 = torch.mul(torch.index_select(x0, d, left), torch.add(torch.neg(share0), 1.))
    _10 = torch.mul(torch.index_select(x0, d, right), share0)
    x0 = torch.add(_9, _10)
  if torch.eq(ops.prim.dtype(self0), 0):
    x2 = torch.clamp(torch.floor(torch.add(x0, 0.5)), 0, 255)
    x1 = x2
  else:
    x1 = x0
  x3 = torch.to(x1, ops.prim.dtype(self0))
  if torch.eq(torch.dim(self0), 4):
    _12 = torch.__not__(torch.is_contiguous(self0))
    _11 = _12
  else:
    _11 = False
  if _11:
    _13 = torch.is_contiguous(self0, 2)
  else:
    _13 = False
  if _13:
    x5 = torch.contiguous(x3, memory_format=2)
    x4 = x5
  else:
    x4 = x3
  return x4

def aten_upsample_nearest1d(self0: Tensor,
    output_size: List[int],
    scales: Optional[float]) -> Tensor:
  if torch.ne(torch.len(output_size), 1):
    _0 = torch.format("It is expected output_size equals to 1, but got size {}", torch.len(output_size))
    ops.prim.RaiseException(_0)
  else:
    pass
  if torch.ne(torch.dim(self0), 3):
    _1 = torch.format("It is expected input_size equals to 3, but got size {}", torch.dim(self0))
    ops.prim.RaiseException(_1)
  else:
    pass
  given = torch.mul([0.], 1)
  if torch.__isnot__(scales, None):
    scales0 = unchecked_cast(float, scales)
    _2 = torch._set_item(given, 0, scales0)
  else:
    pass
  x = self0
  for k in range(1):
    d = torch.add(k, 2)
    n = torch.size(x, d)
    size = output_size[k]
    if torch.le(n, 0):
      _3 = True
    else:
      _3 = torch.le(size, 0)
    if _3:
      _4 = torch.format("Input and output sizes should be greater than 0, but got input ({}) output ({})", n, size)
      ops.prim.RaiseException(_4)
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
    _5 = torch.mul(torch.arange(size, dtype=6), ratio1)
    places = torch.clamp_max(torch.to(torch.floor(_5), 4), torch.sub(n, 1))
    x = torch.index_select(x, d, places)
  if torch.eq(torch.dim(self0), 4):
    _7 = torch.__not__(torch.is_contiguous(self0))
    _6 = _7
  else:
    _6 = False
  if _6:
    _8 = torch.is_contiguous(self0, 2)
  else:
    _8 = False
  if _8:
    _10 = torch.contiguous(x, memory_format=2)
    _9 = _10
  else:
    _9 = torch.contiguous(x)
  return _9

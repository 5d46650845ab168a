def aten__upsample_nearest_exact1d(self0: Tensor,
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
    _5 = torch.add(torch.arange(size, dtype=6), 0.5)
    _6 = torch.to(torch.floor(torch.mul(_5, ratio0)), 4)
    places = torch.clamp_max(_6, torch.sub(n, 1))
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

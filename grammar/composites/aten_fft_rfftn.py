def aten_fft_rfftn(self0: Tensor,
    s: Optional[List[int]],
    dim: Optional[List[int]],
    norm: Optional[str]) -> Tensor:
  if torch.__isnot__(norm, None):
    norm0 = unchecked_cast(str, norm)
    if torch.eq(norm0, "ortho"):
      mode0 = 1
    else:
      if torch.eq(norm0, "forward"):
        mode1 = 2
      else:
        if torch.eq(norm0, "backward"):
          mode2 = 0
        else:
          _0 = torch.format("Invalid normalization mode: \"{}\"", norm0)
          ops.prim.RaiseException(_0)
          _1 = uninitialized(int)
          mode2 = _1
        mode1 = mode2
      mode0 = mode1
    mode = mode0
  else:
    mode = 0
  if torch.is_complex(self0):
    _2 = torch.format("rfftn() expects a real input tensor, but got {}", ops.prim.dtype(self0))
    ops.prim.RaiseException(_2)
  else:
    pass
  _3 = torch.__not__(torch.is_floating_point(self0))
  if _3:
    x = torch.to(self0, 6)
  else:
    x = self0
  dims = annotate(List[int], [])
  if torch.__isnot__(dim, None):
    dim0 = unchecked_cast(List[int], dim)
    for _4 in range(torch.len(dim0)):
      d = dim0[_4]
      if torch.ge(d, 0):
        d0 = d
      else:
        d0 = torch.add(d, torch.dim(x))
      _5 = torch.append(dims, d0)
  else:
    if torch.__isnot__(s, None):
      s0 = unchecked_cast(List[int], s)
      for i in range(torch.len(s0)):
        _6 = torch.sub(torch.dim(x), torch.len(s0))
        _7 = torch.append(dims, torch.add(_6, i))
    else:
      for i0 in range(torch.dim(x)):
        _8 = torch.append(dims, i0)
  sizes = annotate(List[int], [])
  for _9 in range(torch.len(dims)):
    d1 = dims[_9]
    _10 = torch.append(sizes, torch.size(x, d1))
  if torch.__isnot__(s, None):
    s1 = unchecked_cast(List[int], s)
    _11 = torch.ne(torch.len(s1), torch.len(dims))
    if _11:
      ops.prim.RaiseException("When given, dim and shape arguments must have the same length")
    else:
      pass
    for i1 in range(torch.len(s1)):
      if torch.ne(s1[i1], -1):
        _12 = torch._set_item(sizes, i1, s1[i1])
      else:
        pass
  else:
    pass
  x0 = x
  for i2 in range(torch.len(dims)):
    d2 = dims[i2]
    size = sizes[i2]
    if torch.lt(size, 1):
      _13 = torch.format("Invalid number of data points ({}) specified", size)
      ops.prim.RaiseException(_13)
    else:
      pass
    if torch.lt(size, torch.size(x0, d2)):
      x1 = torch.narrow(x0, d2, 0, size)
    else:
      _14 = torch.gt(size, torch.size(x0, d2))
      if _14:
        pads = annotate(List[int], [])
        _15 = torch.sub(torch.sub(torch.dim(x0), d2), 1)
        for j in range(_15):
          _16 = torch.append(pads, 0)
          _17 = torch.append(pads, 0)
        _18 = torch.append(pads, 0)
        _19 = torch.sub(size, torch.size(x0, d2))
        _20 = torch.append(pads, _19)
        x2 = torch.constant_pad_nd(x0, pads)
      else:
        x2 = x0
      x1 = x2
    x0 = x1
  return torch._fft_r2c(x0, dims, mode, True)

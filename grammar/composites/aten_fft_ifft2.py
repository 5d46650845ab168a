def aten_fft_ifft2(self0: Tensor,
    s: Optional[List[int]],
    dim: List[int],
    norm: Optional[str]) -> Tensor:
  if torch.__isnot__(norm, None):
    norm0 = unchecked_cast(str, norm)
    if torch.eq(norm0, "ortho"):
      mode0 = 1
    else:
      if torch.eq(norm0, "forward"):
        mode1 = 0
      else:
        if torch.eq(norm0, "backward"):
          mode2 = 2
        else:
          _0 = torch.format("Invalid normalization mode: \"{}\"", norm0)
          ops.prim.RaiseException(_0)
          _1 = uninitialized(int)
          mode2 = _1
        mode1 = mode2
      mode0 = mode1
    mode = mode0
  else:
    mode = 2
  _2 = torch.__not__(torch.is_complex(self0))
  if _2:
    _3 = torch.__not__(torch.is_floating_point(self0))
    if _3:
      x0 = torch.to(self0, 6)
    else:
      x0 = self0
    zero = torch.zeros_like(x0)
    x1 = torch.view_as_complex(torch.stack([x0, zero], -1))
    x = x1
  else:
    x = self0
  dims = annotate(List[int], [])
  for _4 in range(torch.len(dim)):
    d = dim[_4]
    if torch.ge(d, 0):
      d0 = d
    else:
      d0 = torch.add(d, torch.dim(x))
    _5 = torch.append(dims, d0)
  sizes = annotate(List[int], [])
  for _6 in range(torch.len(dims)):
    d1 = dims[_6]
    _7 = torch.append(sizes, torch.size(x, d1))
  if torch.__isnot__(s, None):
    s0 = unchecked_cast(List[int], s)
    _8 = torch.ne(torch.len(s0), torch.len(dims))
    if _8:
      ops.prim.RaiseException("When given, dim and shape arguments must have the same length")
    else:
      pass
    for i in range(torch.len(s0)):
      if torch.ne(s0[i], -1):
        _9 = torch._set_item(sizes, i, s0[i])
      else:
        pass
  else:
    pass
  x2 = x
  for i0 in range(torch.len(dims)):
    d2 = dims[i0]
    size = sizes[i0]
    if torch.lt(size, 1):
      _10 = torch.format("Invalid number of data points ({}) specified", size)
      ops.prim.RaiseException(_10)
    else:
      pass
    if torch.lt(size, torch.size(x2, d2)):
      x3 = torch.narrow(x2, d2, 0, size)
    else:
      _11 = torch.gt(size, torch.size(x2, d2))
      if _11:
        pads = annotate(List[int], [])
        _12 = torch.sub(torch.sub(torch.dim(x2), d2), 1)
        for j in range(_12):
          _13 = torch.append(pads, 0)
          _14 = torch.append(pads, 0)
        _15 = torch.append(pads, 0)
        _16 = torch.sub(size, torch.size(x2, d2))
        _17 = torch.append(pads, _16)
        x4 = torch.constant_pad_nd(x2, pads)
      else:
        x4 = x2
      x3 = x4
    x2 = x3
  return torch._fft_c2c(x2, dims, mode, False)

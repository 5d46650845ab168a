def aten_fft_rfft(self0: Tensor,
    n: Optional[int],
    dim: int,
    norm: Optional[str]) -> Tensor:
  if torch.eq(torch.dim(self0), 0):
    _0 = torch.format("Dimension specified as {} but tensor has no dimensions", dim)
    ops.prim.RaiseException(_0)
  else:
    pass
  if torch.lt(dim, 0):
    d = torch.add(dim, torch.dim(self0))
  else:
    d = dim
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
          _1 = torch.format("Invalid normalization mode: \"{}\"", norm0)
          ops.prim.RaiseException(_1)
          _2 = uninitialized(int)
          mode2 = _2
        mode1 = mode2
      mode0 = mode1
    mode = mode0
  else:
    mode = 0
  if torch.is_complex(self0):
    _3 = torch.format("rfft() expects a real input tensor, but got {}", ops.prim.dtype(self0))
    ops.prim.RaiseException(_3)
  else:
    pass
  _4 = torch.__not__(torch.is_floating_point(self0))
  if _4:
    x = torch.to(self0, 6)
  else:
    x = self0
  if torch.__isnot__(n, None):
    n0 = unchecked_cast(int, n)
    if torch.lt(n0, 1):
      _5 = torch.format("Invalid number of data points ({}) specified", n0)
      ops.prim.RaiseException(_5)
    else:
      pass
    have = torch.size(x, d)
    if torch.lt(n0, have):
      x1 = torch.narrow(x, d, 0, n0)
    else:
      if torch.gt(n0, have):
        pads = annotate(List[int], [])
        _6 = torch.sub(torch.sub(torch.dim(x), d), 1)
        for i in range(_6):
          _7 = torch.append(pads, 0)
          _8 = torch.append(pads, 0)
        _9 = torch.append(pads, 0)
        _10 = torch.append(pads, torch.sub(n0, have))
        x2 = torch.constant_pad_nd(x, pads)
      else:
        x2 = x
      x1 = x2
    x0 = x1
  else:
    x0 = x
  return torch._fft_r2c(x0, [d], mode, True)

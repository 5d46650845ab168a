def aten_fft_fft(self0: Tensor,
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
  _3 = torch.__not__(torch.is_complex(self0))
  if _3:
    _4 = torch.__not__(torch.is_floating_point(self0))
    if _4:
      x0 = torch.to(self0, 6)
    else:
      x0 = self0
    zero = torch.zeros_like(x0)
    x1 = torch.view_as_complex(torch.stack([x0, zero], -1))
    x = x1
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
      x3 = torch.narrow(x, d, 0, n0)
    else:
      if torch.gt(n0, have):
        pads = annotate(List[int], [])
        _6 = torch.sub(torch.sub(torch.dim(x), d), 1)
        for i in range(_6):
          _7 = torch.append(pads, 0)
          _8 = torch.append(pads, 0)
        _9 = torch.append(pads, 0)
        _10 = torch.append(pads, torch.sub(n0, have))
        x4 = torch.constant_pad_nd(x, pads)
      else:
        x4 = x
      x3 = x4
    x2 = x3
  else:
    x2 = x
  return torch._fft_c2c(x2, [d], mode, True)

def aten_fft_irfft(self0: Tensor,
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
        mode1 = 0
      else:
        if torch.eq(norm0, "backward"):
          mode2 = 2
        else:
          _1 = torch.format("Invalid normalization mode: \"{}\"", norm0)
          ops.prim.RaiseException(_1)
          _2 = uninitialized(int)
          mode2 = _2
        mode1 = mode2
      mode0 = mode1
    mode = mode0
  else:
    mode = 2
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
  last = torch.mul(torch.sub(torch.size(x, d), 1), 2)
  if torch.__isnot__(n, None):
    last0 = unchecked_cast(int, n)
  else:
    last0 = last
  if torch.lt(last0, 1):
    _5 = torch.format("Invalid number of data points ({}) specified", last0)
    ops.prim.RaiseException(_5)
  else:
    pass
  want = torch.add(torch.floordiv(last0, 2), 1)
  have = torch.size(x, d)
  if torch.lt(want, have):
    x2 = torch.narrow(x, d, 0, want)
  else:
    if torch.gt(want, have):
      pads = annotate(List[int], [])
      _6 = torch.sub(torch.sub(torch.dim(x), d), 1)
      for i in range(_6):
        _7 = torch.append(pads, 0)
        _8 = torch.append(pads, 0)
      _9 = torch.append(pads, 0)
      _10 = torch.append(pads, torch.sub(want, have))
      x3 = torch.constant_pad_nd(x, pads)
    else:
      x3 = x
    x2 = x3
  return torch._fft_c2r(x2, [d], mode, last0)

def aten_stft(self0: Tensor,
    n_fft: int,
    hop_length: Optional[int],
    win_length: Optional[int],
    window: Optional[Tensor],
    normalized: bool,
    onesided: Optional[bool],
    return_complex: Optional[bool],
    align_to_window: Optional[bool]) -> Tensor:
  hop = torch.floordiv(n_fft, 4)
  if torch.__isnot__(hop_length, None):
    hop0 = unchecked_cast(int, hop_length)
  else:
    hop0 = hop
  if torch.__isnot__(win_length, None):
    length = unchecked_cast(int, win_length)
  else:
    length = n_fft
  if torch.__is__(return_complex, None):
    _0 = torch.__not__(torch.is_complex(self0))
    if _0:
      if torch.__isnot__(window, None):
        window0 = unchecked_cast(Tensor, window)
        complex_result = torch.is_complex(window0)
      else:
        complex_result = False
      if torch.__not__(complex_result):
        ops.prim.RaiseException("stft requires the return_complex parameter be given for real inputs, and will further require that return_complex=True in a future PyTorch release.", "operator.RuntimeError")
      else:
        pass
    else:
      pass
  else:
    pass
  _1 = torch.__not__(torch.is_floating_point(self0))
  if _1:
    _3 = torch.__not__(torch.is_complex(self0))
    _2 = _3
  else:
    _2 = False
  if _2:
    ops.prim.RaiseException("stft expected a tensor of floating point or complex values", "operator.RuntimeError")
  else:
    pass
  if torch.ne(torch.dim(self0), 1):
    _4 = torch.ne(torch.dim(self0), 2)
  else:
    _4 = False
  if _4:
    ops.prim.RaiseException("stft expected a 1D or 2D tensor", "operator.RuntimeError")
  else:
    pass
  if torch.eq(torch.dim(self0), 1):
    x = torch.unsqueeze(self0, 0)
  else:
    x = self0
  size = torch.size(x, 1)
  if torch.le(n_fft, 0):
    _5 = True
  else:
    _5 = torch.gt(n_fft, size)
  if _5:
    _6 = torch.format("stft: expected 0 < n_fft <= {}, but got n_fft={}", size, n_fft)
    ops.prim.RaiseException(_6, "operator.RuntimeError")
  else:
    pass
  if torch.le(hop0, 0):
    _7 = torch.format("stft: expected hop_length > 0, but got hop_length={}", hop0)
    ops.prim.RaiseException(_7, "operator.RuntimeError")
  else:
    pass
  if torch.le(length, 0):
    _8 = True
  else:
    _8 = torch.gt(length, n_fft)
  if _8:
    _9 = torch.format("stft: expected 0 < win_length <= n_fft, but got win_length={}", length)
    ops.prim.RaiseException(_9, "operator.RuntimeError")
  else:
    pass
  if torch.__isnot__(window, None):
    window1 = unchecked_cast(Tensor, window)
    if torch.ne(torch.dim(window1), 1):
      _10 = True
    else:
      _11 = torch.ne(torch.size(window1, 0), length)
      _10 = _11
    if _10:
      _12 = torch.format("stft: expected a 1D window tensor of size equal to win_length={}, but got window with size {}", length, torch.size(window1))
      ops.prim.RaiseException(_12, "operator.RuntimeError")
    else:
      pass
  else:
    pass
  frames = torch.unfold(x, 1, n_fft, hop0)
  left = torch.floordiv(torch.sub(n_fft, length), 2)
  if torch.__isnot__(window, None):
    window2 = unchecked_cast(Tensor, window)
    if torch.lt(length, n_fft):
      _13 = torch.sub(torch.sub(n_fft, length), left)
      w0 = torch.constant_pad_nd(window2, [left, _13])
      w = w0
    else:
      w = window2
    frames0 = torch.mul(frames, w)
  else:
    if torch.lt(length, n_fft):
      _14 = torch.ones([length], dtype=ops.prim.dtype(self0))
      _15 = torch.sub(torch.sub(n_fft, length), left)
      w1 = torch.constant_pad_nd(_14, [left, _15])
      frames1 = torch.mul(frames, w1)
    else:
      frames1 = frames
    frames0 = frames1
  if normalized:
    mode = 1
  else:
    mode = 0
  half = torch.__not__(torch.is_complex(frames0))
  if torch.__isnot__(onesided, None):
    half0 = unchecked_cast(bool, onesided)
  else:
    half0 = half
  if torch.is_complex(frames0):
    if half0:
      ops.prim.RaiseException("Cannot have onesided output if window or input is complex", "operator.RuntimeError")
    else:
      pass
    out0 = torch._fft_c2c(frames0, [2], mode, True)
    out = out0
  else:
    out1 = torch._fft_r2c(frames0, [2], mode, half0)
    out = out1
  out2 = torch.transpose(out, 1, 2)
  if torch.eq(torch.dim(self0), 1):
    out3 = torch.squeeze(out2, 0)
  else:
    out3 = out2
  whole = torch.is_complex(self0)
  if torch.__isnot__(return_complex, None):
    return_complex0 = unchecked_cast(bool, return_complex)
    whole0 = return_complex0
  else:
    whole0 = whole
  if whole0:
    _16 = out3
  else:
    _16 = torch.view_as_real(out3)
  return _16

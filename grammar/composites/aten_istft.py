def aten_istft(self0: Tensor,
    n_fft: int,
    hop_length: Optional[int],
    win_length: Optional[int],
    window: Optional[Tensor],
    center: bool,
    normalized: bool,
    onesided: Optional[bool],
    length: Optional[int],
    return_complex: bool) -> Tensor:
  hop = torch.floordiv(n_fft, 4)
  if torch.__isnot__(hop_length, None):
    hop0 = unchecked_cast(int, hop_length)
  else:
    hop0 = hop
  if torch.__isnot__(win_length, None):
    size = unchecked_cast(int, win_length)
  else:
    size = n_fft
  _0 = torch.__not__(torch.is_complex(self0))
  if _0:
    ops.prim.RaiseException("istft requires a complex-valued input tensor matching the output from stft with return_complex=True.", "operator.RuntimeError")
  else:
    pass
  if torch.ne(torch.dim(self0), 2):
    _1 = torch.ne(torch.dim(self0), 3)
  else:
    _1 = False
  if _1:
    _2 = torch.format("expected a tensor with 3 or 4 dimensions, but got {}", torch.add(torch.dim(self0), 1))
    ops.prim.RaiseException(_2, "operator.RuntimeError")
  else:
    pass
  if torch.eq(torch.numel(self0), 0):
    ops.prim.RaiseException("istft: input tensor cannot be empty.", "operator.RuntimeError")
  else:
    pass
  if torch.eq(torch.dim(self0), 2):
    x = torch.unsqueeze(self0, 0)
  else:
    x = self0
  half = torch.ne(torch.size(x, 1), n_fft)
  if torch.__isnot__(onesided, None):
    half0 = unchecked_cast(bool, onesided)
  else:
    half0 = half
  if half0:
    _3 = torch.add(torch.floordiv(n_fft, 2), 1)
    if torch.ne(_3, torch.size(x, 1)):
      _4 = torch.format("istft: expected the frequency dimension (3rd to the last) of the input tensor to match n_fft / 2 + 1 when onesided=True, but got {}", torch.size(x, 1))
      ops.prim.RaiseException(_4, "operator.RuntimeError")
    else:
      pass
  else:
    if torch.ne(n_fft, torch.size(x, 1)):
      _5 = torch.format("istft: expected the frequency dimension (3rd to the last) of the input tensor to match n_fft when onesided=False, but got {}", torch.size(x, 1))
      ops.prim.RaiseException(_5, "operator.RuntimeError")
    else:
      pass
  if torch.le(hop0, 0):
    _6 = True
  else:
    _6 = torch.gt(hop0, size)
  if _6:
    ops.prim.RaiseException("istft: expected 0 < hop_length <= win_length", "operator.RuntimeError")
  else:
    pass
  if torch.le(size, 0):
    _7 = True
  else:
    _7 = torch.gt(size, n_fft)
  if _7:
    ops.prim.RaiseException("istft: expected 0 < win_length <= n_fft", "operator.RuntimeError")
  else:
    pass
  if return_complex:
    if half0:
      ops.prim.RaiseException("istft: expected 'onesided' to be False when return_complex=True", "operator.RuntimeError")
    else:
      pass
  else:
    if torch.__isnot__(window, None):
      window1 = unchecked_cast(Tensor, window)
      if torch.is_complex(window1):
        ops.prim.RaiseException("Complex windows are incompatible with return_complex=False", "operator.RuntimeError")
      else:
        pass
    else:
      pass
  x0 = torch.transpose(x, 1, 2)
  if normalized:
    mode = 1
  else:
    mode = 2
  if return_complex:
    frames0 = torch._fft_c2c(x0, [2], mode, False)
    frames = frames0
  else:
    # Of a whole spectrum only the half of what is real is looked at.
    _8 = torch.slice(x0, 2, 0, torch.add(torch.floordiv(n_fft, 2), 1))
    frames1 = torch._fft_c2r(_8, [2], mode, n_fft)
    frames = frames1
  if torch.__is__(window, None):
    w0 = torch.ones([size], dtype=ops.prim.dtype(frames))
    w = w0
  else:
    window0 = unchecked_cast(Tensor, window)
    if torch.ne(torch.dim(window0), 1):
      _9 = True
    else:
      _10 = torch.ne(torch.size(window0, 0), size)
      _9 = _10
    if _9:
      ops.prim.RaiseException("Invalid window shape. window has to be 1D and length of `win_length`", "operator.RuntimeError")
    else:
      pass
    w = window0
  if torch.lt(size, n_fft):
    left = torch.floordiv(torch.sub(n_fft, size), 2)
    _11 = torch.sub(torch.sub(n_fft, size), left)
    w2 = torch.constant_pad_nd(w, [left, _11])
    w1 = w2
  else:
    w1 = w
  count = torch.size(x0, 1)
  total = torch.add(n_fft, torch.mul(hop0, torch.sub(count, 1)))
  y = __torch__.fft.overlapped(torch.mul(frames, w1), hop0, total)
  squares = torch.expand(torch.mul(w1, w1), [1, count, n_fft])
  envelope = __torch__.fft.overlapped(squares, hop0, total)
  if center:
    start = torch.floordiv(n_fft, 2)
  else:
    start = 0
  if torch.__isnot__(length, None):
    length0 = unchecked_cast(int, length)
    end = torch.add(start, length0)
  else:
    if center:
      end1 = torch.sub(total, torch.floordiv(n_fft, 2))
      end0 = end1
    else:
      end0 = total
    end = end0
  stop = ops.prim.min(end, total)
  y0 = torch.slice(y, 1, start, stop)
  envelope0 = torch.slice(envelope, 1, start, stop)
  _16 = torch.lt(torch.abs(envelope0), 9.9999999999999994e-12)
  if bool(torch.any(_16)):
    ops.prim.RaiseException("window overlap add min: 1", "operator.RuntimeError")
  else:
    pass
  y1 = torch.div(y0, envelope0)
  if torch.gt(end, total):
    y3 = torch.constant_pad_nd(y1, [0, torch.sub(end, total)])
    y2 = y3
  else:
    y2 = y1
  if torch.eq(torch.dim(self0), 2):
    y4 = torch.squeeze(y2, 0)
  else:
    y4 = y2
  return y4

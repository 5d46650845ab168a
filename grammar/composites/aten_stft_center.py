def aten_stft_center(self0: Tensor,
    n_fft: int,
    hop_length: Optional[int],
    win_length: Optional[int],
    window: Optional[Tensor],
    center: bool,
    pad_mode: str,
    normalized: bool,
    onesided: Optional[bool],
    return_complex: Optional[bool],
    align_to_window: Optional[bool]) -> Tensor:
  if center:
    pads = [torch.floordiv(n_fft, 2), torch.floordiv(n_fft, 2)]
    if torch.eq(torch.dim(self0), 1):
      _0 = torch.unsqueeze(torch.unsqueeze(self0, 0), 0)
      _1 = torch.squeeze(torch.pad(_0, pads, pad_mode), 0)
      x0 = torch.squeeze(_1, 0)
    else:
      _2 = torch.pad(torch.unsqueeze(self0, 0), pads, pad_mode)
      x0 = torch.squeeze(_2, 0)
    x = x0
  else:
    x = self0
  _3 = torch.stft(x, n_fft, hop_length, win_length, window, normalized, onesided, return_complex, align_to_window)
  return _3

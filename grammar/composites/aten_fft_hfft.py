def aten_fft_hfft(self0: Tensor,
    n: Optional[int],
    dim: int,
    norm: Optional[str]) -> Tensor:
  if torch.__isnot__(norm, None):
    norm0 = unchecked_cast(str, norm)
    if torch.eq(norm0, "ortho"):
      way0 = "ortho"
    else:
      way0 = "forward"
    if torch.eq(norm0, "forward"):
      way1 = "backward"
    else:
      way1 = way0
    way = way1
  else:
    way = "forward"
  _0 = torch.fft_irfft(torch.conj_physical(self0), n, dim, way)
  return _0

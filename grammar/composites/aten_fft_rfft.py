def aten_fft_rfft(self0: Tensor,
    n: Optional[int],
    dim: int,
    norm: Optional[str]) -> Tensor:
  d = __torch__.fft.axis(self0, dim)
  mode = __torch__.fft.scaling(norm, True)
  x = __torch__.fft.real(self0, "rfft")
  if n is not None:
    x = __torch__.fft.resized(x, [d], [n])
  return torch._fft_r2c(x, [d], mode, True)

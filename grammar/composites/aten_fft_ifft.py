def aten_fft_ifft(self0: Tensor,
    n: Optional[int],
    dim: int,
    norm: Optional[str]) -> Tensor:
  d = __torch__.fft.axis(self0, dim)
  mode = __torch__.fft.scaling(norm, False)
  x = __torch__.fft.complex_of(self0)
  if n is not None:
    x = __torch__.fft.resized(x, [d], [n])
  return torch._fft_c2c(x, [d], mode, False)

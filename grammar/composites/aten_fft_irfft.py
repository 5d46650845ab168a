def aten_fft_irfft(self0: Tensor,
    n: Optional[int],
    dim: int,
    norm: Optional[str]) -> Tensor:
  d = __torch__.fft.axis(self0, dim)
  mode = __torch__.fft.scaling(norm, False)
  x = __torch__.fft.complex_of(self0)
  last = (x.size(d) - 1) * 2 if n is None else n
  if last < 1:
    ops.prim.RaiseException("Invalid number of data points ({}) specified".format(last), "operator.RuntimeError")
  x = __torch__.fft.resized(x, [d], [last // 2 + 1])
  return torch._fft_c2r(x, [d], mode, last)

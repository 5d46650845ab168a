def aten_fft_ifftn(self0: Tensor,
    s: Optional[List[int]],
    dim: Optional[List[int]],
    norm: Optional[str]) -> Tensor:
  mode = __torch__.fft.scaling(norm, False)
  x = __torch__.fft.complex_of(self0)
  dims = __torch__.fft.axes(x, s, dim)
  x = __torch__.fft.resized(x, dims, __torch__.fft.lengths(x, s, dims))
  return torch._fft_c2c(x, dims, mode, False)

def aten_fft_irfftn(self0: Tensor,
    s: Optional[List[int]],
    dim: Optional[List[int]],
    norm: Optional[str]) -> Tensor:
  mode = __torch__.fft.scaling(norm, False)
  x = __torch__.fft.complex_of(self0)
  dims = __torch__.fft.some_axes(x, s, dim, "irfftn")
  sizes = __torch__.fft.lengths(x, s, dims)
  last = (x.size(dims[-1]) - 1) * 2
  if s is not None and s[-1] != -1:
    last = s[-1]
  sizes[-1] = last // 2 + 1
  x = __torch__.fft.resized(x, dims, sizes)
  return torch._fft_c2r(x, dims, mode, last)

def aten_fft_ihfft2(self0: Tensor,
    s: Optional[List[int]],
    dim: List[int],
    norm: Optional[str]) -> Tensor:
  return __torch__.fft.ihfftn(self0, s, dim, norm)

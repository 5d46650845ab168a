def aten_fft_ihfftn(self0: Tensor,
    s: Optional[List[int]],
    dim: Optional[List[int]],
    norm: Optional[str]) -> Tensor:
  return __torch__.fft.ihfftn(self0, s, dim, norm)

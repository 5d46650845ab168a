def aten_fft_rfftn(self0: Tensor,
    s: Optional[List[int]],
    dim: Optional[List[int]],
    norm: Optional[str]) -> Tensor:
  return __torch__.fft.rfftn(self0, s, dim, norm, "rfftn")

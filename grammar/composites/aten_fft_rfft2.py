def aten_fft_rfft2(self0: Tensor,
    s: Optional[List[int]],
    dim: List[int],
    norm: Optional[str]) -> Tensor:
  return __torch__.fft.rfftn(self0, s, dim, norm, "rfft2")

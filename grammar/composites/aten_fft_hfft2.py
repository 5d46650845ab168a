def aten_fft_hfft2(self0: Tensor,
    s: Optional[List[int]],
    dim: List[int],
    norm: Optional[str]) -> Tensor:
  return torch.fft_irfftn(torch.conj_physical(self0), s, dim, __torch__.fft.other_way(norm))

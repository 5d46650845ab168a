def aten_fft_hfft(self0: Tensor,
    n: Optional[int],
    dim: int,
    norm: Optional[str]) -> Tensor:
  return torch.fft_irfft(torch.conj_physical(self0), n, dim, __torch__.fft.other_way(norm))

def aten_fft_ihfft(self0: Tensor,
    n: Optional[int],
    dim: int,
    norm: Optional[str]) -> Tensor:
  return torch.conj_physical(torch.fft_rfft(self0, n, dim, __torch__.fft.other_way(norm)))

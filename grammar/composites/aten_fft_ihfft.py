def aten_fft_ihfft(self0: Tensor,
    n: Optional[int],
    dim: int,
    norm: Optional[str]) -> Tensor:
  real = __torch__.fft.real(self0, "ihfft")
  return torch.conj_physical(torch.fft_rfft(real, n, dim, __torch__.fft.other_way(norm)))

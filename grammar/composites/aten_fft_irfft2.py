def aten_fft_irfft2(self0: Tensor,
    s: Optional[List[int]],
    dim: List[int],
    norm: Optional[str]) -> Tensor:
  return torch.fft_irfftn(self0, s, dim, norm)

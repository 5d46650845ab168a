def aten_fft_ifft2(self0: Tensor,
    s: Optional[List[int]],
    dim: List[int],
    norm: Optional[str]) -> Tensor:
  return torch.fft_ifftn(self0, s, dim, norm)

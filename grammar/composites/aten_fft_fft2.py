def aten_fft_fft2(self0: Tensor,
    s: Optional[List[int]],
    dim: List[int],
    norm: Optional[str]) -> Tensor:
  return torch.fft_fftn(self0, s, dim, norm)

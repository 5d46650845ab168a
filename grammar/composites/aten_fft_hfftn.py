def aten_fft_hfftn(self0: Tensor,
    s: Optional[List[int]],
    dim: Optional[List[int]],
    norm: Optional[str]) -> Tensor:
  __torch__.fft.some_axes(self0, s, dim, "hfftn")
  return torch.fft_irfftn(torch.conj_physical(self0), s, dim, __torch__.fft.other_way(norm))

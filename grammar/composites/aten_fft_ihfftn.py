def aten_fft_ihfftn(self0: Tensor,
    s: Optional[List[int]],
    dim: Optional[List[int]],
    norm: Optional[str]) -> Tensor:
  return torch.conj_physical(torch.fft_rfftn(self0, s, dim, __torch__.fft.other_way(norm)))

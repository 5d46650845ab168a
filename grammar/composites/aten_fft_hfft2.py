def aten_fft_hfft2(self0: Tensor,
    s: Optional[List[int]],
    dim: List[int],
    norm: Optional[str]) -> Tensor:
  if torch.__isnot__(norm, None):
    norm0 = unchecked_cast(str, norm)
    if torch.eq(norm0, "forward"):
      way0 = "backward"
    else:
      if torch.eq(norm0, "backward"):
        way1 = "forward"
      else:
        way1 = norm0
      way0 = way1
    way = way0
  else:
    way = "forward"
  return torch.fft_irfftn(torch.conj_physical(self0), s, dim, way)

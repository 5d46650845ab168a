def aten_std_mean_correction(self0: Tensor,
    dim: Optional[List[int]],
    correction: Optional[number],
    keepdim: bool) -> Tuple[Tensor, Tensor]:
  _0 = torch.std(self0, dim, correction=correction, keepdim=keepdim)
  return (_0, torch.mean(self0, dim, keepdim))

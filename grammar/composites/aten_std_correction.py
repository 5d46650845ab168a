def aten_std_correction(self0: Tensor,
    dim: Optional[List[int]],
    correction: Optional[number],
    keepdim: bool) -> Tensor:
  _0 = torch.var(self0, dim, correction=correction, keepdim=keepdim)
  return torch.sqrt(_0)

def aten_std_dim(self0: Tensor,
    dim: Optional[List[int]],
    unbiased: bool,
    keepdim: bool) -> Tensor:
  _0 = torch.var(self0, dim, unbiased, keepdim)
  return torch.sqrt(_0)

def aten_var_mean_dim(self0: Tensor,
    dim: Optional[List[int]],
    unbiased: bool,
    keepdim: bool) -> Tuple[Tensor, Tensor]:
  _0 = torch.var(self0, dim, unbiased, keepdim)
  return (_0, torch.mean(self0, dim, keepdim))

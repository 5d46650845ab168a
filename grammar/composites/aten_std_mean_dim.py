def aten_std_mean_dim(self0: Tensor,
    dim: Optional[List[int]],
    unbiased: bool,
    keepdim: bool) -> Tuple[Tensor, Tensor]:
  _0 = torch.std(self0, dim, unbiased, keepdim)
  return (_0, torch.mean(self0, dim, keepdim))

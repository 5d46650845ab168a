def aten_var_mean(self0: Tensor,
    unbiased: bool) -> Tuple[Tensor, Tensor]:
  _0 = (torch.var(self0, unbiased), torch.mean(self0))
  return _0

def aten_std_mean(self0: Tensor,
    unbiased: bool) -> Tuple[Tensor, Tensor]:
  _0 = (torch.std(self0, unbiased), torch.mean(self0))
  return _0

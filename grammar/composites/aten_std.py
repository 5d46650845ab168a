def aten_std(self0: Tensor,
    unbiased: bool) -> Tensor:
  _0 = torch.sqrt(torch.var(self0, unbiased))
  return _0

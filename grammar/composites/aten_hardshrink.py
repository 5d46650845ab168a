def aten_hardshrink(self0: Tensor,
    lambd: number) -> Tensor:
  _0 = torch.logical_and(torch.ge(self0, torch.neg(lambd)), torch.le(self0, lambd))
  return torch.where(_0, 0, self0)

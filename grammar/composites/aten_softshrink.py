def aten_softshrink(self0: Tensor,
    lambd: number) -> Tensor:
  below = torch.where(torch.lt(self0, torch.neg(lambd)), torch.add(self0, lambd), torch.mul(self0, 0))
  _0 = torch.where(torch.gt(self0, lambd), torch.sub(self0, lambd), below)
  return _0

def aten_special_entr(self0: Tensor) -> Tensor:
  return torch.where(torch.lt(self0, 0), torch.full_like(torch.log(self0), torch.neg(float("inf"))), torch.neg(torch.xlogy(self0, self0)))

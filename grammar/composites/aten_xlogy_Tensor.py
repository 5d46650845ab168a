def aten_xlogy_Tensor(self0: Tensor,
    other: Tensor) -> Tensor:
  product = torch.mul(self0, torch.log(other))
  zero = torch.zeros_like(product)
  result = torch.where(torch.eq(self0, 0), zero, product)
  _0 = torch.where(torch.isnan(other), product, result)
  return _0

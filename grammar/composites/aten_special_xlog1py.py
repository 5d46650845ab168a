def aten_special_xlog1py(self0: Tensor,
    other: Tensor) -> Tensor:
  product = torch.mul(self0, torch.log1p(other))
  result = torch.where(torch.eq(self0, 0), torch.zeros_like(product), product)
  return torch.where(torch.isnan(other), product, result)

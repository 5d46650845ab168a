def aten_xlogy_Scalar_Other(self0: Tensor,
    other: number) -> Tensor:
  _0 = torch.scalar_tensor(other, dtype=ops.prim.dtype(self0))
  product = torch.mul(self0, torch.log(_0))
  if torch.eq(other, other):
    product1 = torch.where(torch.eq(self0, 0), torch.zeros_like(product), product)
    product0 = product1
  else:
    product0 = product
  return product0

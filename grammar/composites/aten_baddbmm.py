def aten_baddbmm(self0: Tensor,
    batch1: Tensor,
    batch2: Tensor,
    beta: number,
    alpha: number) -> Tensor:
  product = torch.mul(torch.bmm(batch1, batch2), alpha)
  if torch.eq(float(beta), 0.):
    result = product
  else:
    result0 = torch.add(torch.mul(self0, beta), product)
    result = result0
  return result

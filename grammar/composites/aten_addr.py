def aten_addr(self0: Tensor,
    vec1: Tensor,
    vec2: Tensor,
    beta: number,
    alpha: number) -> Tensor:
  product = torch.outer(vec1, vec2)
  if torch.ne(alpha, 1):
    product0 = torch.mul(product, alpha)
  else:
    product0 = product
  if torch.eq(beta, 0):
    result = product0
  else:
    if torch.eq(beta, 1):
      result0 = torch.add(self0, product0)
    else:
      result1 = torch.add(torch.mul(self0, beta), product0)
      result0 = result1
    result = result0
  return result

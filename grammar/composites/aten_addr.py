def aten_addr(self0: Tensor,
    vec1: Tensor,
    vec2: Tensor,
    beta: number,
    alpha: number) -> Tensor:
  product = torch.outer(vec1, vec2)
  dtype = torch.result_type(self0, product)
  if dtype < 5 or dtype == 11:
    if isinstance(beta, float):
      ops.prim.RaiseException("For integral input tensors, argument beta must not be a floating point number.", "operator.RuntimeError")
    if isinstance(alpha, float):
      ops.prim.RaiseException("For integral input tensors, argument alpha must not be a floating point number.", "operator.RuntimeError")
  if dtype == 11:
    if alpha == 0:
      product = torch.zeros_like(product)
    if beta == 0:
      return torch.clone(product)
    return torch.logical_or(self0, product)
  if alpha != 1:
    product = torch.mul(product, alpha)
  if beta == 0:
    return product
  if beta == 1:
    return torch.add(self0, product)
  return torch.add(torch.mul(self0, beta), product)

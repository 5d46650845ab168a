def aten_ormqr(self0: Tensor,
    input2: Tensor,
    input3: Tensor,
    left: bool,
    transpose: bool) -> Tensor:
  if self0.dim() < 2:
    ops.prim.RaiseException("torch.ormqr: input must have at least 2 dimensions.", "operator.RuntimeError")
  if input3.dim() < 2:
    ops.prim.RaiseException("torch.ormqr: other must have at least 2 dimensions.", "operator.RuntimeError")
  side = -2 if left else -1
  if input3.size(side) != self0.size(-2):
    ops.prim.RaiseException("torch.ormqr: other.shape[{}] must be equal to input.shape[-2]".format(side), "operator.RuntimeError")
  if input2.size(-1) != min(input3.size(side), self0.size(-1)):
    ops.prim.RaiseException("torch.ormqr: tau.shape[-1] must be equal to min(other.shape[{}], input.shape[-1])".format(side), "operator.RuntimeError")
  # The whole of Q, with more columns than reflectors.
  m = self0.size(-2)
  square = torch.zeros(self0.size()[:-1] + [m], dtype=self0.dtype)
  k = input2.size(-1)
  square[..., :k] = self0[..., :k]
  q = torch.linalg_householder_product(square, input2)
  turned = q.mH if transpose else q
  product = torch.matmul(turned, input3) if left else torch.matmul(input3, turned)
  return product.mT.contiguous().mT

def aten_ormqr(self0: Tensor,
    input2: Tensor,
    input3: Tensor,
    left: bool,
    transpose: bool) -> Tensor:
  # The whole of Q, with more columns than reflectors.
  m, n = self0.size(-2), self0.size(-1)
  square = torch.zeros(self0.size()[:-1] + [m], dtype=self0.dtype)
  square[..., :n] = self0
  q = torch.linalg_householder_product(square, input2)
  turned = q.mH if transpose else q
  product = torch.matmul(turned, input3) if left else torch.matmul(input3, turned)
  return product.mT.contiguous().mT

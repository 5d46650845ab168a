def aten_addcmul(self0: Tensor,
    tensor1: Tensor,
    tensor2: Tensor,
    value: number) -> Tensor:
  d = __torch__.halves.common(self0, tensor1, tensor2)
  c = __torch__.halves.wide(d)
  product = torch.mul(torch.mul(tensor1.to(c), value), tensor2.to(c))
  return __torch__.halves.rounded(torch.add(self0.to(c), product), d)

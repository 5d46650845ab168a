def aten_addcmul(self0: Tensor,
    tensor1: Tensor,
    tensor2: Tensor,
    value: number) -> Tensor:
  _0 = torch.mul(torch.mul(tensor1, value), tensor2)
  return torch.add(self0, _0)

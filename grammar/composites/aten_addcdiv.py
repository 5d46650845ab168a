def aten_addcdiv(self0: Tensor,
    tensor1: Tensor,
    tensor2: Tensor,
    value: number) -> Tensor:
  if torch.is_floating_point(self0):
    _0 = True
  else:
    _0 = torch.is_complex(self0)
  if torch.__not__(_0):
    if torch.is_floating_point(tensor1):
      _2 = True
    else:
      _2 = torch.is_floating_point(tensor2)
    _1 = torch.__not__(_2)
  else:
    _1 = False
  if _1:
    ops.prim.RaiseException("Integer division with addcdiv is no longer supported, and in a future  release addcdiv will perform a true division of tensor1 and tensor2.", "operator.RuntimeError")
  else:
    pass
  d = __torch__.halves.common(self0, tensor1, tensor2)
  c = __torch__.halves.wide(d)
  quotient = torch.div(torch.mul(tensor1.to(c), value), tensor2.to(c))
  return __torch__.halves.rounded(torch.add(self0.to(c), quotient), d)

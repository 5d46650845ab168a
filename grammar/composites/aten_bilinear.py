def aten_bilinear(input1: Tensor,
    input2: Tensor,
    weight: Tensor,
    bias: Optional[Tensor]) -> Tensor:
  _0 = torch.ne(torch.dim(input1), torch.dim(input2))
  if _0:
    _1 = torch.format("bilinear(): input dimensions do not match: got {} and {}", torch.dim(input1), torch.dim(input2))
    ops.prim.RaiseException(_1, "operator.RuntimeError")
  else:
    pass
  sizes = torch.slice(torch.size(input1), None, -1)
  first = torch.reshape(input1, [-1, torch.size(input1, -1)])
  second = torch.reshape(input2, [-1, torch.size(input2, -1)])
  _2 = torch.ne(torch.size(first, 1), torch.size(weight, 1))
  if _2:
    _3 = torch.format("bilinear(): input1 size does not match weight size: got {} but expected {}", torch.size(first, 1), torch.size(weight, 1))
    ops.prim.RaiseException(_3, "operator.RuntimeError")
  else:
    pass
  _4 = torch.ne(torch.size(second, 1), torch.size(weight, 2))
  if _4:
    _5 = torch.format("bilinear(): input2 size does not match weight size: got {} but expected {}", torch.size(second, 1), torch.size(weight, 2))
    ops.prim.RaiseException(_5, "operator.RuntimeError")
  else:
    pass
  _6 = torch.permute(weight, [1, 0, 2])
  _7 = torch.size(weight, 1)
  _8 = torch.mul(torch.size(weight, 0), torch.size(weight, 2))
  flat = torch.reshape(_6, [_7, _8])
  _9 = torch.mm(first, flat)
  _10 = [torch.size(first, 0), torch.size(weight, 0), torch.size(weight, 2)]
  mixed = torch.view(_9, _10)
  _11 = torch.bmm(mixed, torch.unsqueeze(second, 2))
  out = torch.squeeze(_11, 2)
  if torch.__isnot__(bias, None):
    bias0 = unchecked_cast(Tensor, bias)
    out0 = torch.add(out, bias0)
  else:
    out0 = out
  _12 = torch.append(sizes, torch.size(weight, 0))
  return torch.view(out0, sizes)

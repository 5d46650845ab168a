def aten_linalg_multi_dot(tensors: List[Tensor]) -> Tensor:
  if torch.lt(torch.len(tensors), 2):
    _0 = torch.format("multi_dot(): expected at least 2 tensors but got {}", torch.len(tensors))
    ops.prim.RaiseException(_0, "operator.RuntimeError")
  else:
    pass
  total = tensors[0]
  _1 = torch.__range_length(1, torch.len(tensors), 1)
  total0 = total
  for _2 in range(_1):
    i = torch.__derive_index(_2, 1, 1)
    total0 = torch.matmul(total0, tensors[i])
  return total0

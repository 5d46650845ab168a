def aten_chain_matmul(matrices: List[Tensor]) -> Tensor:
  total = matrices[0]
  _0 = torch.__range_length(1, torch.len(matrices), 1)
  total0 = total
  for _1 in range(_0):
    i = torch.__derive_index(_1, 1, 1)
    total0 = torch.mm(total0, matrices[i])
  return total0

def aten_tensor_split_indices(self0: Tensor,
    indices: List[int],
    dim: int) -> List[Tensor]:
  if torch.eq(torch.dim(self0), 0):
    ops.prim.RaiseException("tensor_split expected at least a 1-dimensional tensor, but got a tensor with 0 dims", "operator.RuntimeError")
  else:
    pass
  parts = annotate(List[Tensor], [])
  start = 0
  for _0 in range(torch.len(indices)):
    end = indices[_0]
    _1 = torch.append(parts, torch.slice(self0, dim, start, end))
    start = end
  _2 = torch.append(parts, torch.slice(self0, dim, start))
  return parts

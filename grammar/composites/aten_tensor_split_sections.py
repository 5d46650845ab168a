def aten_tensor_split_sections(self0: Tensor,
    sections: int,
    dim: int) -> List[Tensor]:
  if torch.eq(torch.dim(self0), 0):
    ops.prim.RaiseException("tensor_split expected at least a 1-dimensional tensor, but got a tensor with 0 dims", "operator.RuntimeError")
  else:
    pass
  if torch.le(sections, 0):
    _0 = torch.format("number of sections must be larger than 0, got {}", sections)
    ops.prim.RaiseException(_0, "operator.RuntimeError")
  else:
    pass
  n = torch.size(self0, dim)
  parts = annotate(List[Tensor], [])
  start = 0
  for i in range(sections):
    end = torch.add(start, torch.floordiv(n, sections))
    _1 = torch.lt(i, torch.remainder(n, sections))
    if _1:
      end0 = torch.add(end, 1)
    else:
      end0 = end
    _2 = torch.slice(self0, dim, start, end0)
    _3 = torch.append(parts, _2)
    start = end0
  return parts

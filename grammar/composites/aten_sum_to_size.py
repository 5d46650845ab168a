def aten_sum_to_size(self0: Tensor,
    size: List[int]) -> Tensor:
  extra = self0.dim() - len(size)
  fits = extra >= 0
  dims = annotate(List[int], [])
  if fits:
    for i in range(self0.dim()):
      if i < extra:
        dims.append(i)
      elif size[i - extra] == 1 and self0.size(i) != 1:
        dims.append(i)
      elif size[i - extra] != self0.size(i):
        fits = False
  if not fits:
    ops.prim.RaiseException("size {" + str(size) + "} is not expandable to size {" + str(torch.size(self0)) + "}.", "operator.RuntimeError")
  result = self0
  if len(dims) > 0:
    result = torch.sum(self0, dims, True)
  elif len(size) == 0:
    result = torch.sum(self0)
  return torch.view(result, size)

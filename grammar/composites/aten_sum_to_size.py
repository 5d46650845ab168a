def aten_sum_to_size(self0: Tensor,
    size: List[int]) -> Tensor:
  extra = torch.sub(torch.dim(self0), torch.len(size))
  dims = annotate(List[int], [])
  for i in range(torch.dim(self0)):
    if torch.lt(i, extra):
      _0 = torch.append(dims, i)
    else:
      _1 = torch.eq(size[torch.sub(i, extra)], 1)
      if _1:
        _3 = torch.ne(torch.size(self0, i), 1)
        _2 = _3
      else:
        _2 = False
      if _2:
        _4 = torch.append(dims, i)
      else:
        _5 = torch.ne(size[torch.sub(i, extra)], torch.size(self0, i))
        if _5:
          _6 = torch.format("size {{{}}} is not expandable to size {{{}}}.", size, torch.size(self0))
          ops.prim.RaiseException(_6, "operator.RuntimeError")
        else:
          pass
  if torch.lt(extra, 0):
    _7 = torch.format("size {{{}}} is not expandable to size {{{}}}.", size, torch.size(self0))
    ops.prim.RaiseException(_7, "operator.RuntimeError")
  else:
    pass
  if torch.gt(torch.len(dims), 0):
    result0 = torch.sum(self0, dims, True, dtype=ops.prim.dtype(self0))
    result = result0
  else:
    if torch.eq(torch.len(size), 0):
      result1 = torch.sum(self0)
    else:
      result1 = self0
    result = result1
  return torch.view(result, size)

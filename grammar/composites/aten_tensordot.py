def aten_tensordot(self0: Tensor,
    other: Tensor,
    dims_self: List[int],
    dims_other: List[int]) -> Tensor:
  _0 = torch.ne(torch.len(dims_self), torch.len(dims_other))
  if _0:
    ops.prim.RaiseException("both dimension lists should have same length", "operator.RuntimeError")
  else:
    pass
  a = annotate(List[int], [])
  for _1 in range(torch.len(dims_self)):
    d = dims_self[_1]
    if torch.lt(d, 0):
      d0 = torch.add(d, torch.dim(self0))
    else:
      d0 = d
    _2 = torch.append(a, d0)
  b = annotate(List[int], [])
  for _3 in range(torch.len(dims_other)):
    d1 = dims_other[_3]
    if torch.lt(d1, 0):
      d2 = torch.add(d1, torch.dim(other))
    else:
      d2 = d1
    _4 = torch.append(b, d2)
  _5 = torch.dim(self0)
  free_a = annotate(List[int], [])
  for d3 in range(_5):
    _6 = torch.__not__(torch.__contains__(a, d3))
    if _6:
      _7 = torch.append(free_a, d3)
    else:
      pass
  _8 = torch.dim(other)
  free_b = annotate(List[int], [])
  for d4 in range(_8):
    _9 = torch.__not__(torch.__contains__(b, d4))
    if _9:
      _10 = torch.append(free_b, d4)
    else:
      pass
  x = self0
  y = other
  for j in range(torch.len(a)):
    if torch.eq(torch.size(other, b[j]), 1):
      x = torch.sum(x, [a[j]], True, dtype=ops.prim.dtype(x))
    else:
      if torch.eq(torch.size(self0, a[j]), 1):
        y = torch.sum(y, [b[j]], True, dtype=ops.prim.dtype(y))
      else:
        pass
  inner = 1
  for i in range(torch.len(a)):
    _11 = torch.ne(torch.size(x, a[i]), torch.size(y, b[i]))
    if _11:
      _12 = torch.format("contracted dimensions need to match, but first has size {} in dim {} and second has size {} in dim {}", torch.size(self0, a[i]), a[i], torch.size(other, b[i]), b[i])
      ops.prim.RaiseException(_12, "operator.RuntimeError")
    else:
      pass
    inner0 = torch.mul(inner, torch.size(x, a[i]))
    inner = inner0
  rows = 1
  for _13 in range(torch.len(free_a)):
    d5 = free_a[_13]
    rows0 = torch.mul(rows, torch.size(self0, d5))
    rows = rows0
  columns = 1
  for _14 in range(torch.len(free_b)):
    d6 = free_b[_14]
    columns0 = torch.mul(columns, torch.size(other, d6))
    columns = columns0
  _15 = torch.permute(x, torch.add(free_a, a))
  left = torch.reshape(_15, [rows, inner])
  _16 = torch.permute(y, torch.add(b, free_b))
  right = torch.reshape(_16, [inner, columns])
  _17 = annotate(List[int], [])
  for _18 in range(torch.len(free_a)):
    d7 = free_a[_18]
    _19 = torch.append(_17, torch.size(self0, d7))
  _20 = annotate(List[int], [])
  for _21 in range(torch.len(free_b)):
    d8 = free_b[_21]
    _22 = torch.append(_20, torch.size(other, d8))
  sizes = torch.add(_17, _20)
  _23 = torch.view(torch.mm(left, right), sizes)
  return _23

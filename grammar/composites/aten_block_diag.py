def aten_block_diag(tensors: List[Tensor]) -> Tensor:
  dtype = ops.prim.dtype(torch.zeros([0]))
  kept = annotate(List[Tensor], [])
  dtype0 = dtype
  rows = 0
  columns = 0
  for i in range(torch.len(tensors)):
    t = tensors[i]
    if torch.gt(torch.dim(t), 2):
      _0 = torch.format("torch.block_diag: Input tensors must have 2 or fewer dimensions. Input {} has {} dimensions", i, torch.dim(t))
      ops.prim.RaiseException(_0, "operator.RuntimeError")
    else:
      pass
    t0 = torch.atleast_2d(t)
    if torch.eq(i, 0):
      dtype1 = ops.prim.dtype(t0)
    else:
      _1 = torch.zeros([0], dtype=dtype0)
      _2 = torch.zeros([0], dtype=ops.prim.dtype(t0))
      dtype1 = ops.prim.dtype(torch.add(_1, _2))
    _3 = torch.append(kept, t0)
    rows0 = torch.add(rows, torch.size(t0, 0))
    columns0 = torch.add(columns, torch.size(t0, 1))
    dtype0, rows, columns = dtype1, rows0, columns0
  result = torch.zeros([rows, columns], dtype=dtype0)
  row = 0
  column = 0
  for _4 in range(torch.len(kept)):
    t1 = kept[_4]
    _5 = torch.narrow(result, 0, row, torch.size(t1, 0))
    _6 = torch.narrow(_5, 1, column, torch.size(t1, 1))
    _7 = torch.copy_(_6, t1)
    row0 = torch.add(row, torch.size(t1, 0))
    column0 = torch.add(column, torch.size(t1, 1))
    row, column = row0, column0
  return result

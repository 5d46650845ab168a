def aten_rot90(self0: Tensor,
    k: int,
    dims: List[int]) -> Tensor:
  if torch.ne(torch.len(dims), 2):
    _0 = torch.format("expected total rotation dims == 2, but got dims = {}", torch.len(dims))
    ops.prim.RaiseException(_0, "operator.RuntimeError")
  else:
    pass
  if torch.lt(torch.dim(self0), 2):
    _7 = torch.format("expected total dims >= 2, but got total dims = {}", torch.dim(self0))
    ops.prim.RaiseException(_7, "operator.RuntimeError")
  else:
    pass
  for i in range(2):
    _9 = torch.size(self0, dims[i])
  gap = ops.prim.abs(torch.sub(dims[0], dims[1]))
  if torch.eq(gap, 0):
    same = True
  else:
    same = torch.eq(gap, torch.dim(self0))
  if same:
    _8 = torch.format("expected rotation dims to be different, but got dim0 = {} and dim1 = {}", dims[0], dims[1])
    ops.prim.RaiseException(_8, "operator.RuntimeError")
  else:
    pass
  turns = torch.remainder(k, 4)
  if torch.eq(turns, 1):
    _2 = torch.transpose(torch.flip(self0, [dims[1]]), dims[0], dims[1])
    _1 = _2
  else:
    if torch.eq(turns, 2):
      _3 = torch.flip(self0, dims)
    else:
      if torch.eq(turns, 3):
        _5 = torch.transpose(torch.flip(self0, [dims[0]]), dims[0], dims[1])
        _4 = _5
      else:
        _6 = torch.clone(self0, memory_format=0)
        _4 = _6
      _3 = _4
    _1 = _3
  return _1

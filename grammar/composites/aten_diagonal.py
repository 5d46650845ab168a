def aten_diagonal(self0: Tensor,
    offset: int,
    dim1: int,
    dim2: int) -> Tensor:
  __torch__.errors.check_dim(self0, dim1)
  __torch__.errors.check_dim(self0, dim2)
  if torch.lt(dim1, 0):
    d1 = torch.add(dim1, torch.dim(self0))
  else:
    d1 = dim1
  if torch.lt(dim2, 0):
    d2 = torch.add(dim2, torch.dim(self0))
  else:
    d2 = dim2
  if torch.eq(d1, d2):
    _0 = torch.format("diagonal dimensions cannot be identical {}, {}", dim1, dim2)
    ops.prim.RaiseException(_0, "operator.RuntimeError")
  else:
    pass
  size = torch.size(self0)
  stride = torch.stride(self0)
  start = torch.storage_offset(self0)
  if torch.ge(offset, 0):
    _1 = ops.prim.min(size[d1], torch.sub(size[d2], offset))
    n0 = ops.prim.max(_1, 0)
    if torch.gt(n0, 0):
      start2 = torch.add(start, torch.mul(offset, stride[d2]))
      start1 = start2
    else:
      start1 = start
    n, start0 = n0, start1
  else:
    _2 = ops.prim.min(torch.add(size[d1], offset), size[d2])
    n1 = ops.prim.max(_2, 0)
    if torch.gt(n1, 0):
      start4 = torch.sub(start, torch.mul(offset, stride[d1]))
      start3 = start4
    else:
      start3 = start
    n, start0 = n1, start3
  step = torch.add(stride[d1], stride[d2])
  _3 = torch.pop(size, ops.prim.max(d1, d2))
  _4 = torch.pop(size, ops.prim.min(d1, d2))
  _5 = torch.pop(stride, ops.prim.max(d1, d2))
  _6 = torch.pop(stride, ops.prim.min(d1, d2))
  _7 = torch.append(size, n)
  _8 = torch.append(stride, step)
  _9 = torch.as_strided(self0, size, stride, start0)
  return _9

def aten_unfold(self0: Tensor,
    dimension: int,
    size: int,
    step: int) -> Tensor:
  if torch.lt(dimension, 0):
    _0 = torch.add(dimension, torch.dim(self0))
    d = _0
  else:
    d = dimension
  sizes = torch.size(self0)
  strides = torch.stride(self0)
  if torch.gt(torch.dim(self0), 0):
    length = torch.size(self0, dimension)
  else:
    length = 1
  if torch.gt(size, length):
    _1 = torch.format("maximum size for tensor at dimension {} is {} but size is {}", d, length, size)
    ops.prim.RaiseException(_1, "operator.RuntimeError")
  else:
    pass
  if torch.le(step, 0):
    _2 = torch.format("step is {} but must be > 0", step)
    ops.prim.RaiseException(_2, "operator.RuntimeError")
  else:
    pass
  if torch.gt(torch.dim(self0), 0):
    _3 = torch.append(strides, strides[d])
    _4 = torch.floordiv(torch.sub(length, size), step)
    _5 = torch._set_item(sizes, d, torch.add(_4, 1))
    _6 = torch._set_item(strides, d, torch.mul(strides[d], step))
  else:
    _7 = torch.append(strides, 1)
  _8 = torch.append(sizes, size)
  _9 = torch.as_strided(self0, sizes, strides, torch.storage_offset(self0))
  return _9

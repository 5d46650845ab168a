def aten_empty_strided(size: List[int],
    stride: List[int],
    dtype: Optional[int],
    layout: Optional[int],
    device: Optional[Device],
    pin_memory: Optional[bool]) -> Tensor:
  if torch.ne(torch.len(size), torch.len(stride)):
    _0 = torch.format("mismatch in length of strides and shape: size {}, stride {}", size, stride)
    ops.prim.RaiseException(_0, "operator.RuntimeError")
  else:
    pass
  length = 1
  for i in range(torch.len(size)):
    if torch.lt(size[i], 0):
      _1 = torch.format("Trying to create tensor with negative dimension {}: {}", size[i], size)
      ops.prim.RaiseException(_1, "operator.RuntimeError")
    else:
      pass
    if torch.eq(size[i], 0):
      length = 0
    else:
      if torch.gt(length, 0):
        length = torch.add(length, torch.mul(torch.sub(size[i], 1), stride[i]))
      else:
        pass
  return torch.as_strided(torch.empty([length], dtype=dtype), size, stride)

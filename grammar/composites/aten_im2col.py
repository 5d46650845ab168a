def aten_im2col(self0: Tensor,
    kernel_size: List[int],
    dilation: List[int],
    padding: List[int],
    stride: List[int]) -> Tensor:
  if torch.ne(torch.len(kernel_size), 2):
    _0 = True
  else:
    _0 = torch.ne(torch.len(dilation), 2)
  if _0:
    _1 = True
  else:
    _1 = torch.ne(torch.len(padding), 2)
  if _1:
    _2 = True
  else:
    _2 = torch.ne(torch.len(stride), 2)
  if _2:
    ops.prim.RaiseException("It is expected kernel_size, dilation, padding and stride equals to 2", "operator.RuntimeError")
  else:
    pass
  if torch.le(kernel_size[0], 0):
    _3 = True
  else:
    _3 = torch.le(kernel_size[1], 0)
  if _3:
    _4 = torch.format("kernel size should be greater than zero, but got kernel_height: {} kernel_width: {}", kernel_size[0], kernel_size[1])
    ops.prim.RaiseException(_4, "operator.RuntimeError")
  else:
    pass
  if torch.le(dilation[0], 0):
    _5 = True
  else:
    _5 = torch.le(dilation[1], 0)
  if _5:
    _6 = torch.format("dilation should be greater than zero, but got dilation_height: {} dilation_width: {}", dilation[0], dilation[1])
    ops.prim.RaiseException(_6, "operator.RuntimeError")
  else:
    pass
  if torch.lt(padding[0], 0):
    _7 = True
  else:
    _7 = torch.lt(padding[1], 0)
  if _7:
    _8 = torch.format("padding should be non-negative, but got pad_height: {} pad_width: {}", padding[0], padding[1])
    ops.prim.RaiseException(_8, "operator.RuntimeError")
  else:
    pass
  if torch.le(stride[0], 0):
    _9 = True
  else:
    _9 = torch.le(stride[1], 0)
  if _9:
    _10 = torch.format("stride should be greater than zero, but got stride_height: {} stride_width: {}", stride[0], stride[1])
    ops.prim.RaiseException(_10, "operator.RuntimeError")
  else:
    pass
  if torch.ne(torch.dim(self0), 3):
    _11 = torch.ne(torch.dim(self0), 4)
  else:
    _11 = False
  if _11:
    _12 = torch.format("Expected 3D or 4D (batch mode) tensor with possibly 0 batch size and other non-zero dimensions for input, but got: {}", torch.size(self0))
    ops.prim.RaiseException(_12, "operator.RuntimeError")
  else:
    pass
  if torch.eq(torch.dim(self0), 3):
    x = torch.unsqueeze(self0, 0)
  else:
    x = self0
  counts = [0, 0]
  for k in range(2):
    _13 = torch.add(torch.size(x, torch.add(k, 2)), torch.mul(2, padding[k]))
    _14 = torch.mul(dilation[k], torch.sub(kernel_size[k], 1))
    _15 = torch.floordiv(torch.sub(torch.sub(_13, _14), 1), stride[k])
    _16 = torch._set_item(counts, k, torch.add(_15, 1))
    if torch.lt(counts[k], 1):
      _17 = torch.format("Given input with spatial size ({}, {}), kernel_size=({}, {}), dilation=({}, {}), padding=({}, {}), calculated shape of the array of sliding blocks as ({}, {}), but its components must be at least one.", torch.size(x, 2), torch.size(x, 3), kernel_size[0], kernel_size[1], dilation[0], dilation[1], padding[0], padding[1], counts[0], counts[k])
      ops.prim.RaiseException(_17, "operator.RuntimeError")
    else:
      pass
  _18 = [padding[1], padding[1], padding[0], padding[0]]
  x0 = torch.constant_pad_nd(x, _18)
  x1 = x0
  for k0 in range(2):
    _19 = torch.add(k0, 2)
    _20 = torch.mul(dilation[k0], torch.sub(kernel_size[k0], 1))
    x2 = torch.unfold(x1, _19, torch.add(_20, 1), stride[k0])
    x3 = torch.slice(x2, -1, None, None, dilation[k0])
    x1 = x3
  n = torch.size(x1, 0)
  c = torch.size(x1, 1)
  _21 = torch.permute(x1, [0, 1, 4, 5, 2, 3])
  _22 = torch.mul(torch.mul(c, kernel_size[0]), kernel_size[1])
  _23 = torch.mul(counts[0], counts[1])
  _24 = [n, _22, torch.mul(counts[0], counts[1])]
  x4 = torch.reshape(_21, _24)
  if torch.eq(torch.dim(self0), 3):
    x5 = torch.squeeze(x4, 0)
  else:
    x5 = x4
  return torch.contiguous(x5)

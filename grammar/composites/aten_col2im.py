def aten_col2im(self0: Tensor,
    output_size: List[int],
    kernel_size: List[int],
    dilation: List[int],
    padding: List[int],
    stride: List[int]) -> Tensor:
  if torch.ne(torch.len(output_size), 2):
    _0 = True
  else:
    _0 = torch.ne(torch.len(kernel_size), 2)
  if _0:
    _1 = True
  else:
    _1 = torch.ne(torch.len(dilation), 2)
  if _1:
    _2 = True
  else:
    _2 = torch.ne(torch.len(padding), 2)
  if _2:
    _3 = True
  else:
    _3 = torch.ne(torch.len(stride), 2)
  if _3:
    ops.prim.RaiseException("It is expected output_size, kernel_size, dilation, padding and stride equals to 2", "operator.RuntimeError")
  else:
    pass
  if torch.le(kernel_size[0], 0):
    _4 = True
  else:
    _4 = torch.le(kernel_size[1], 0)
  if _4:
    _5 = True
  else:
    _5 = torch.le(dilation[0], 0)
  if _5:
    _6 = True
  else:
    _6 = torch.le(dilation[1], 0)
  if _6:
    _7 = True
  else:
    _7 = torch.le(stride[0], 0)
  if _7:
    _8 = True
  else:
    _8 = torch.le(stride[1], 0)
  if _8:
    _9 = True
  else:
    _9 = torch.lt(padding[0], 0)
  if _9:
    _10 = True
  else:
    _10 = torch.lt(padding[1], 0)
  if _10:
    ops.prim.RaiseException("kernel size, dilation and stride should be greater than zero, padding non-negative", "operator.RuntimeError")
  else:
    pass
  if torch.ne(torch.dim(self0), 2):
    _11 = torch.ne(torch.dim(self0), 3)
  else:
    _11 = False
  if _11:
    _12 = torch.format("Expected 2D or 3D (batch mode) tensor for input with possibly 0 batch size and non-zero dimensions for input, but got: {}", torch.size(self0))
    ops.prim.RaiseException(_12, "operator.RuntimeError")
  else:
    pass
  if torch.eq(torch.dim(self0), 2):
    x = torch.unsqueeze(self0, 0)
  else:
    x = self0
  taps = torch.mul(kernel_size[0], kernel_size[1])
  _13 = torch.remainder(torch.size(x, 1), taps)
  if torch.ne(_13, 0):
    _14 = torch.format("Expected size of input\'s dimension 1 to be divisible by the product of kernel_size, but got input.size(1)={} and kernel_size=({}, {}).", torch.size(x, 1), kernel_size[0], kernel_size[1])
    ops.prim.RaiseException(_14, "operator.RuntimeError")
  else:
    pass
  counts = [0, 0]
  for k in range(2):
    _15 = torch.add(output_size[k], torch.mul(2, padding[k]))
    _16 = torch.mul(dilation[k], torch.sub(kernel_size[k], 1))
    _17 = torch.floordiv(torch.sub(torch.sub(_15, _16), 1), stride[k])
    _18 = torch._set_item(counts, k, torch.add(_17, 1))
  if torch.lt(counts[0], 1):
    _19 = True
  else:
    _19 = torch.lt(counts[1], 1)
  if _19:
    _20 = True
  else:
    _21 = torch.ne(torch.size(x, 2), torch.mul(counts[0], counts[1]))
    _20 = _21
  if _20:
    _22 = torch.format("Given output_size=({}, {}), kernel_size=({}, {}), dilation=({}, {}), padding=({}, {}), stride=({}, {}), expected size of input\'s dimension 2 to match the calculated number of sliding blocks {} * {} = {}, but got input.size(2)={}.", output_size[0], output_size[1], kernel_size[0], kernel_size[1], dilation[0], dilation[1], padding[0], padding[1], stride[0], stride[1], counts[0], counts[1], torch.mul(counts[0], counts[1]), torch.size(x, 2))
    ops.prim.RaiseException(_22, "operator.RuntimeError")
  else:
    pass
  n = torch.size(x, 0)
  c = torch.floordiv(torch.size(x, 1), taps)
  _23 = [n, c, kernel_size[0], kernel_size[1], counts[0], counts[1]]
  x0 = torch.reshape(x, _23)
  _24 = torch.add(output_size[0], torch.mul(2, padding[0]))
  _25 = torch.add(output_size[1], torch.mul(2, padding[1]))
  out = torch.zeros([n, c, _24, _25], dtype=ops.prim.dtype(self0))
  for i in range(kernel_size[0]):
    for j in range(kernel_size[1]):
      y0 = torch.mul(i, dilation[0])
      x00 = torch.mul(j, dilation[1])
      _26 = torch.mul(torch.sub(counts[0], 1), stride[0])
      part = torch.slice(out, 2, y0, torch.add(torch.add(y0, _26), 1), stride[0])
      _27 = torch.mul(torch.sub(counts[1], 1), stride[1])
      part0 = torch.slice(part, 3, x00, torch.add(torch.add(x00, _27), 1), stride[1])
      _28 = torch.select(torch.select(x0, 2, i), 2, j)
      _29 = torch.add_(part0, _28)
  _30 = padding[0]
  _31 = torch.add(padding[0], output_size[0])
  _32 = padding[1]
  _33 = torch.add(padding[1], output_size[1])
  _34 = torch.slice(torch.slice(out, 2, _30, _31), 3, _32, _33)
  out0 = torch.contiguous(_34)
  if torch.eq(torch.dim(self0), 2):
    out1 = torch.squeeze(out0, 0)
  else:
    out1 = out0
  return out1

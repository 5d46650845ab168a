def aten_avg_pool3d(self0: Tensor,
    kernel_size: List[int],
    stride: List[int],
    padding: List[int],
    ceil_mode: bool,
    count_include_pad: bool,
    divisor_override: Optional[int]) -> Tensor:
  if torch.ne(torch.dim(self0), 4):
    _0 = torch.ne(torch.dim(self0), 5)
  else:
    _0 = False
  if _0:
    ops.prim.RaiseException("non-empty 4D or 5D (batch mode) tensor expected for input", "operator.RuntimeError")
  else:
    pass
  if torch.eq(torch.len(kernel_size), 1):
    kernel = torch.mul(kernel_size, 3)
  else:
    kernel = kernel_size
  if torch.eq(torch.len(stride), 0):
    steps = kernel
  else:
    steps = stride
  if torch.eq(torch.len(steps), 1):
    steps0 = torch.mul(steps, 3)
  else:
    steps0 = steps
  if torch.eq(torch.len(padding), 1):
    pads = torch.mul(padding, 3)
  else:
    pads = padding
  if torch.ne(torch.len(kernel), 3):
    ops.prim.RaiseException("avg_pool3d: kernel_size must be a single int, or a tuple of three ints", "operator.RuntimeError")
  else:
    pass
  _1 = torch.__isnot__(divisor_override, None)
  if _1:
    divisor_override0 = unchecked_cast(int, divisor_override)
    if torch.eq(divisor_override0, 0):
      ops.prim.RaiseException("divisor must be not zero", "operator.RuntimeError")
    else:
      pass
  else:
    pass
  x = __torch__.pooling.counted(self0)
  counts = torch.ones([1, 1, 1], dtype=ops.prim.dtype(x))
  x0 = x
  counts0 = counts
  for k in range(3):
    if torch.le(kernel[k], 0):
      _2 = True
    else:
      _2 = torch.le(steps0[k], 0)
    if _2:
      _3 = torch.format("kernel size should be greater than zero, but got {}", kernel)
      ops.prim.RaiseException(_3, "operator.RuntimeError")
    else:
      pass
    if torch.lt(pads[k], 0):
      _4 = True
    else:
      _5 = torch.gt(pads[k], torch.floordiv(kernel[k], 2))
      _4 = _5
    if _4:
      _6 = torch.format("pad should be smaller than or equal to half of kernel size, but got {}", pads)
      ops.prim.RaiseException(_6, "operator.RuntimeError")
    else:
      pass
    d = torch.add(torch.sub(torch.dim(self0), 3), k)
    n = torch.size(self0, d)
    span = torch.sub(torch.add(n, torch.mul(2, pads[k])), kernel[k])
    if ceil_mode:
      span1 = torch.add(span, torch.sub(steps0[k], 1))
      span0 = span1
    else:
      span0 = span
    out = torch.add(torch.floordiv(span0, steps0[k]), 1)
    if ceil_mode:
      _8 = torch.mul(torch.sub(out, 1), steps0[k])
      _9 = torch.ge(_8, torch.add(n, pads[k]))
      _7 = _9
    else:
      _7 = False
    if _7:
      out0 = torch.sub(out, 1)
    else:
      out0 = out
    if torch.lt(out0, 1):
      _10 = torch.format("Given input size: {}. Calculated output size is too small", torch.size(self0))
      ops.prim.RaiseException(_10, "operator.RuntimeError")
    else:
      pass
    _11 = torch.mul(torch.sub(out0, 1), steps0[k])
    _12 = torch.sub(torch.add(_11, kernel[k]), n)
    need = torch.sub(_12, pads[k])
    around = torch.mul([0], torch.mul(2, torch.sub(2, k)))
    _13 = torch.append(around, pads[k])
    _14 = torch.append(around, need)
    _15 = torch.unfold(torch.constant_pad_nd(x0, around), d, kernel[k], steps0[k])
    x1 = torch.sum(_15, [-1])
    _16 = torch.mul(torch.arange(out0), steps0[k])
    start = torch.sub(_16, pads[k])
    if count_include_pad:
      _17 = torch.clamp_max(torch.add(start, kernel[k]), torch.add(n, pads[k]))
      extent = torch.sub(_17, start)
    else:
      _18 = torch.clamp_max(torch.add(start, kernel[k]), n)
      extent0 = torch.sub(_18, torch.clamp_min(start, 0))
      extent = extent0
    shape = [1, 1, 1]
    _19 = torch._set_item(shape, k, out0)
    _20 = torch.to(extent, ops.prim.dtype(x1))
    counts1 = torch.mul(counts0, torch.view(_20, shape))
    x0, counts0 = x1, counts1
  _21 = torch.__isnot__(divisor_override, None)
  if _21:
    divisor_override1 = unchecked_cast(int, divisor_override)
    average = torch.div(x0, divisor_override1)
  else:
    average = torch.div(x0, counts0)
  return __torch__.pooling.as_before(average, self0)

def aten_pad(self0: Tensor,
    pad: List[int],
    mode: str,
    value: Optional[float]) -> Tensor:
  _0 = torch.ne(torch.remainder(torch.len(pad), 2), 0)
  if _0:
    ops.prim.RaiseException("Padding length must be divisible by 2", "operator.RuntimeError")
  else:
    pass
  _1 = torch.gt(torch.len(pad), torch.mul(2, torch.dim(self0)))
  if _1:
    _2 = torch.format("Padding length should be less than or equal to two times the input dimension but got padding length {} and input of dimension {}", torch.len(pad), torch.dim(self0))
    ops.prim.RaiseException(_2, "operator.RuntimeError")
  else:
    pass
  if torch.eq(mode, "constant"):
    if torch.__is__(value, None):
      value0 = 0.
    else:
      value0 = unchecked_cast(float, value)
    x0 = torch.constant_pad_nd(self0, pad, value0)
    x = x0
  else:
    if torch.__isnot__(value, None):
      value1 = unchecked_cast(float, value)
      _3 = torch.ne(value1, 0.)
    else:
      _3 = False
    if _3:
      _4 = torch.format("Padding mode \"{}\" doesn\'t take in value argument", mode)
      ops.prim.RaiseException(_4, "operator.RuntimeError")
    else:
      pass
    count = torch.floordiv(torch.len(pad), 2)
    batched = torch.dim(self0) - count
    if count < 1 or count > 3 or batched < 1 or batched > 2:
      ops.prim.RaiseException("Padding size {} is not supported for {}D input tensor.\nSupported combinations for non-constant padding:\n  - 2D or 3D input: padding size = 2 (pads last dimension)\n  - 3D or 4D input: padding size = 4 (pads last 2 dimensions)\n  - 4D or 5D input: padding size = 6 (pads last 3 dimensions)".format(torch.len(pad), torch.dim(self0)), "operator.NotImplementedError")
    if mode != "circular":
      for i in range(count + 1):
        if torch.size(self0, -1 - i) == 0:
          ops.prim.RaiseException("Expected {}D or {}D (batch mode) tensor with possibly 0 batch size and other non-zero dimensions for input, but got: {}".format(count + 1, count + 2, torch.size(self0)), "operator.RuntimeError")
    x1 = self0
    largest = 0
    for i in range(torch.floordiv(torch.len(pad), 2)):
      d = torch.sub(torch.sub(torch.dim(x1), 1), i)
      n = torch.size(x1, d)
      low = pad[torch.mul(2, i)]
      high = pad[torch.add(torch.mul(2, i), 1)]
      largest = ops.prim.max(largest, n + low + high)
      letter = ["W", "H", "D"][i]
      if mode != "circular" and (n + low + high < 0 or i + 1 == count and largest < 1):
        ops.prim.RaiseException("input ({}: {}) is too small. Calculated output {}: {}".format(letter, n, letter, n + low + high), "operator.RuntimeError")
      if mode == "reflect":
        if low >= n or high >= n:
          ops.prim.RaiseException("Argument #4: Padding size should be less than the corresponding input dimension, but got: padding ({}, {}) at dimension {} of input {}".format(low, high, d, torch.size(self0)), "operator.RuntimeError")
        first = torch.flip(torch.slice(x1, d, 1, low + 1), [d]) if low > 0 else x1
        last = torch.flip(torch.slice(x1, d, n - 1 - high, n - 1), [d]) if high > 0 else x1
        x1 = __torch__.padding.between(first, x1, last, d, low, high)
      elif mode == "replicate":
        first = torch.repeat_interleave(torch.narrow(x1, d, 0, 1), low, d) if low > 0 else x1
        last = torch.repeat_interleave(torch.narrow(x1, d, n - 1, 1), high, d) if high > 0 else x1
        x1 = __torch__.padding.between(first, x1, last, d, low, high)
      elif mode == "circular":
        if low > n or high > n:
          ops.prim.RaiseException("Padding value causes wrapping around more than once.", "operator.RuntimeError")
        # What a negative padding cuts off is not wrapped to.
        begin = max(0, -low)
        left = n - begin - max(0, -high)
        places = torch.remainder(torch.arange(-low, n + high) - begin, left) + begin
        x1 = torch.index_select(x1, d, places)
      else:
        ops.prim.RaiseException("Unrecognised padding mode {}".format(mode), "operator.RuntimeError")
    x = x1
  if mode == "reflect" or mode == "replicate":
    return __torch__.resize.like(x, self0)
  return x

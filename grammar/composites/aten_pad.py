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
    for i in range(torch.floordiv(torch.len(pad), 2)):
      d = torch.sub(torch.sub(torch.dim(x1), 1), i)
      n = torch.size(x1, d)
      low = pad[torch.mul(2, i)]
      high = pad[torch.add(torch.mul(2, i), 1)]
      places = torch.arange(torch.neg(low), torch.add(n, high))
      if torch.eq(mode, "reflect"):
        if torch.ge(low, n):
          _5 = True
        else:
          _5 = torch.ge(high, n)
        if _5:
          _6 = torch.format("Argument #4: Padding size should be less than the corresponding input dimension, but got: padding ({}, {}) at dimension {} of input {}", low, high, d, torch.size(self0))
          ops.prim.RaiseException(_6, "operator.RuntimeError")
        else:
          pass
        _7 = torch.sub(n, 1)
        _8 = torch.sub(n, 1)
        _9 = torch.add(torch.neg(torch.abs(places)), _8)
        places1 = torch.add(torch.neg(torch.abs(_9)), _7)
        places0 = places1
      else:
        if torch.eq(mode, "replicate"):
          places3 = torch.clamp(places, 0, torch.sub(n, 1))
          places2 = places3
        else:
          if torch.eq(mode, "circular"):
            if torch.gt(low, n):
              _10 = True
            else:
              _10 = torch.gt(high, n)
            if _10:
              ops.prim.RaiseException("Padding value causes wrapping around more than once.", "operator.RuntimeError")
            else:
              pass
            # What a negative padding cuts off is not wrapped to.
            first = max(0, -low)
            left = n - first - max(0, -high)
            places4 = torch.add(torch.remainder(torch.sub(places, first), left), first)
          else:
            _11 = torch.format("Unrecognised padding mode {}", mode)
            ops.prim.RaiseException(_11, "operator.RuntimeError")
            places4 = places
          places2 = places4
        places0 = places2
      x2 = torch.index_select(x1, d, places0)
      x1 = x2
    x = x1
  if mode == "reflect" or mode == "replicate":
    return __torch__.resize.like(x, self0)
  return x

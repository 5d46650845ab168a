def aten__choose_qparams_per_tensor(self: Tensor,
    reduce_range: bool) -> Tuple[float, int]:
  if torch.eq(torch.numel(self), 0):
    low0, high0 = 0., 0.
  else:
    low0, high0 = float(torch.min(self)), float(torch.max(self))
  low = ops.prim.min(low0, 0.)
  high = ops.prim.max(high0, 0.)
  if reduce_range:
    top = 127
  else:
    top = 255
  wide = torch.div(torch.sub(high, low), top)
  scale0 = float(torch.tensor(wide, dtype=6))
  if torch.eq(scale0, 0.):
    scale1 = 0.10000000000000001
  else:
    scale1 = scale0
  small = 6.1035156250000001e-05
  if torch.lt(scale1, small):
    if torch.eq(low, 0.):
      low1, high1 = low, torch.mul(small, top)
    else:
      if torch.eq(high, 0.):
        low1, high1 = torch.neg(torch.mul(small, top)), high
      else:
        amplifier = torch.div(small, scale1)
        low1, high1 = torch.mul(low, amplifier), torch.mul(high, amplifier)
    scale, low2, high2 = small, low1, high1
  else:
    scale, low2, high2 = scale1, low, high
  from_low = torch.neg(torch.div(low2, scale))
  from_high = torch.sub(float(top), torch.div(high2, scale))
  error_low = ops.prim.abs(torch.div(low2, scale))
  error_high = torch.add(float(top), ops.prim.abs(torch.div(high2, scale)))
  if torch.lt(error_low, error_high):
    initial = from_low
  else:
    initial = from_high
  if torch.lt(initial, 0.):
    zero_point = 0
  else:
    if torch.gt(initial, float(top)):
      zero_point = top
    else:
      zero_point = int(torch.round(initial))
  return (scale, zero_point)

def single(value: float) -> float:
  return float(torch.tensor(value, dtype=6))
def chosen(lowest: float, highest: float, bottom: int, top: int, symmetric: bool) -> Tuple[float, int]:
  # The scale and the zero point of numbers from `lowest` to `highest` in integers from `bottom` to `top`, as FBGEMM chooses them. A bound that is NaN stays.
  low = ops.prim.min(0., lowest)
  high = ops.prim.max(0., highest)
  levels = top - bottom
  middle = symmetric and low < 0. and high > 0.
  if middle:
    half = levels // 2
    widest = ops.prim.max(__torch__.qparams.single(high / half), __torch__.qparams.single(-low / (half + 1)))
    low = __torch__.qparams.single(-widest * (half + 1))
    high = __torch__.qparams.single(widest * half)
  # The zero point belongs to the scale as it is kept, in float32.
  exact = (high - low) / levels
  scale = __torch__.qparams.single(exact)
  if scale == 0. or 1. / scale > 3.4028234663852886e+38:
    exact, scale = 0.10000000000000001, 0.10000000000000001
  small = __torch__.qparams.single(6.0999999999999999e-05)
  if scale < small:
    if low == 0.:
      high = small * levels
    elif high == 0.:
      low = -small * levels
    else:
      low = low * (small / scale)
      high = high * (small / scale)
    exact, scale = small, small
  from_low = float(bottom) - low / scale
  from_high = float(top) - high / scale
  error_low = float(ops.prim.abs(bottom)) + ops.prim.abs(low / scale)
  error_high = float(ops.prim.abs(top)) + ops.prim.abs(high / scale)
  initial = from_low if error_low < error_high else from_high
  if middle:
    initial = float(bottom + top) / 2.
  if initial < float(bottom):
    zero_point = bottom
  elif initial > float(top):
    zero_point = top
  elif initial != initial:
    zero_point = -2147483648
  else:
    zero_point = int(torch.round(initial))
  return (exact, zero_point)

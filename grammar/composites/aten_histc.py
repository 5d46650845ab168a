def aten_histc(self0: Tensor,
    bins: int,
    min: number,
    max: number) -> Tensor:
  if torch.le(bins, 0):
    ops.prim.RaiseException("bins must be > 0", "operator.RuntimeError")
  else:
    pass
  _0 = torch.__not__(torch.is_floating_point(self0))
  if _0:
    ops.prim.RaiseException("\"histogram_cpu\" not implemented for integers", "operator.RuntimeError")
  else:
    pass
  low = float(min)
  high = float(max)
  flat = torch.reshape(self0, [-1])
  if torch.eq(low, high):
    _1 = torch.gt(torch.numel(flat), 0)
  else:
    _1 = False
  if _1:
    low0, high0 = float(torch.min(flat)), float(torch.max(flat))
  else:
    low0, high0 = low, high
  if torch.eq(low0, high0):
    low1, high1 = torch.sub(low0, 1.), torch.add(high0, 1.)
  else:
    low1, high1 = low0, high0
  if torch.__not__(torch.le(low1, high1)):
    _2 = True
  else:
    _3 = torch.eq(torch.sub(high1, low1), float("inf"))
    _2 = _3
  if _2:
    _4 = torch.format("range of [{}, {}] is not finite", low1, high1)
    ops.prim.RaiseException(_4, "operator.RuntimeError")
  else:
    pass
  _5 = torch.logical_and(torch.ge(flat, low1), torch.le(flat, high1))
  inside = torch.masked_select(flat, _5)
  _6 = torch.mul(torch.sub(inside, low1), bins)
  place = torch.to(torch.div(_6, torch.sub(high1, low1)), 4)
  place0 = torch.clamp_max(place, torch.sub(bins, 1))
  _7 = torch.zeros([bins], dtype=ops.prim.dtype(self0))
  _8 = torch.scatter_add_(_7, 0, place0, torch.ones_like(inside))
  return _8

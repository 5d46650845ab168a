def aten_rrelu(self0: Tensor,
    lower: number,
    upper: number,
    training: bool,
    generator: Optional[Generator]) -> Tensor:
  low = float(lower)
  high = float(upper)
  if torch.gt(low, high):
    ops.prim.RaiseException("Lower bound should be less than or equal to the upper bound", "operator.RuntimeError")
  else:
    pass
  if torch.__not__(training):
    _1 = torch.leaky_relu(self0.contiguous(), torch.div(torch.add(low, high), 2.))
    _0 = _1
  else:
    x = torch.contiguous(self0)
    below = torch.le(x, 0)
    _2 = torch.empty([int(torch.sum(below))], dtype=7)
    drawn = torch.uniform_(_2, low, high)
    _3 = torch.to(torch.reshape(below, [-1]), 4)
    place = torch.clamp_min(torch.sub(torch.cumsum(_3, 0), 1), 0)
    slope = torch.ones_like(x)
    if torch.gt(torch.numel(drawn), 0):
      _4 = torch.index_select(drawn, 0, place)
      slope1 = torch.view(torch.to(_4, ops.prim.dtype(x)), torch.size(x))
      slope0 = slope1
    else:
      slope0 = slope
    _5 = torch.where(below, torch.mul(x, slope0), x)
    _0 = _5
  return _0

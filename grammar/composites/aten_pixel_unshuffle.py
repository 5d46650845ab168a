def aten_pixel_unshuffle(self0: Tensor,
    downscale_factor: int) -> Tensor:
  size = torch.size(self0)
  if torch.lt(torch.dim(self0), 3):
    _0 = torch.format("pixel_unshuffle expects input to have at least 3 dimensions, but got input with {} dimension(s)", torch.dim(self0))
    ops.prim.RaiseException(_0, "operator.RuntimeError")
  else:
    pass
  if torch.le(downscale_factor, 0):
    _1 = torch.format("pixel_unshuffle expects a positive downscale_factor, but got {}", downscale_factor)
    ops.prim.RaiseException(_1, "operator.RuntimeError")
  else:
    pass
  c = size[-3]
  h = size[-2]
  w = size[-1]
  _2 = torch.ne(torch.remainder(h, downscale_factor), 0)
  if _2:
    _3 = torch.format("pixel_unshuffle expects height to be divisible by downscale_factor, but input.size(-2)={} is not divisible by {}", h, downscale_factor)
    ops.prim.RaiseException(_3, "operator.RuntimeError")
  else:
    pass
  _4 = torch.ne(torch.remainder(w, downscale_factor), 0)
  if _4:
    _5 = torch.format("pixel_unshuffle expects width to be divisible by downscale_factor, but input.size(-1)={} is not divisible by {}", w, downscale_factor)
    ops.prim.RaiseException(_5, "operator.RuntimeError")
  else:
    pass
  batch = torch.slice(size, None, -3)
  n = torch.len(batch)
  _6 = annotate(List[int], [])
  for i in range(n):
    _7 = torch.append(_6, i)
  _8 = [n, torch.add(n, 2), torch.add(n, 4), torch.add(n, 1), torch.add(n, 3)]
  order = torch.add(_6, _8)
  _9 = [c, torch.floordiv(h, downscale_factor), downscale_factor, torch.floordiv(w, downscale_factor), downscale_factor]
  _10 = torch.reshape(self0, torch.add(batch, _9))
  y = torch.permute(_10, order)
  _11 = torch.clone(y, memory_format=0)
  _12 = torch.mul(torch.mul(c, downscale_factor), downscale_factor)
  _13 = torch.floordiv(h, downscale_factor)
  _14 = [_12, torch.floordiv(h, downscale_factor), torch.floordiv(w, downscale_factor)]
  _15 = torch.reshape(_11, torch.add(batch, _14))
  return _15

def aten_pixel_shuffle(self0: Tensor,
    upscale_factor: int) -> Tensor:
  size = torch.size(self0)
  if torch.lt(torch.dim(self0), 3):
    _0 = torch.format("pixel_shuffle expects input to have at least 3 dimensions, but got input with {} dimension(s)", torch.dim(self0))
    ops.prim.RaiseException(_0, "operator.RuntimeError")
  else:
    pass
  if torch.le(upscale_factor, 0):
    _1 = torch.format("pixel_shuffle expects a positive upscale_factor, but got {}", upscale_factor)
    ops.prim.RaiseException(_1, "operator.RuntimeError")
  else:
    pass
  c = size[-3]
  h = size[-2]
  w = size[-1]
  _2 = torch.mul(upscale_factor, upscale_factor)
  if torch.ne(torch.remainder(c, _2), 0):
    _3 = torch.mul(upscale_factor, upscale_factor)
    _4 = torch.format("pixel_shuffle expects its input\'s \'channel\' dimension to be divisible by the square of upscale_factor, but input.size(-3)={} is not divisible by {}", c, _3)
    ops.prim.RaiseException(_4, "operator.RuntimeError")
  else:
    pass
  batch = torch.slice(size, None, -3)
  n = torch.len(batch)
  _5 = annotate(List[int], [])
  for i in range(n):
    _6 = torch.append(_5, i)
  _7 = [n, torch.add(n, 3), torch.add(n, 1), torch.add(n, 4), torch.add(n, 2)]
  order = torch.add(_5, _7)
  _8 = torch.mul(upscale_factor, upscale_factor)
  _9 = [torch.floordiv(c, _8), upscale_factor, upscale_factor, h, w]
  _10 = torch.reshape(self0, torch.add(batch, _9))
  y = torch.permute(_10, order)
  _11 = torch.clone(y, memory_format=0)
  _12 = torch.mul(upscale_factor, upscale_factor)
  _13 = torch.floordiv(c, _12)
  _14 = [torch.floordiv(c, _12), torch.mul(h, upscale_factor), torch.mul(w, upscale_factor)]
  _15 = torch.reshape(_11, torch.add(batch, _14))
  return _15

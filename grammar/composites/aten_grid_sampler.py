def aten_grid_sampler(input: Tensor,
    grid: Tensor,
    interpolation_mode: int,
    padding_mode: int,
    align_corners: bool) -> Tensor:
  batch = torch.size(input, 0)
  n = torch.sub(torch.dim(input), 2)
  if torch.ne(n, 2):
    _0 = torch.ne(n, 3)
  else:
    _0 = False
  if _0:
    _1 = True
  else:
    _2 = torch.ne(torch.dim(grid), torch.dim(input))
    _1 = _2
  if _1:
    _3 = torch.format("grid_sampler(): expected 4D or 5D input and grid with same number of dimensions, but got input with sizes {} and grid with sizes {}", torch.size(input), torch.size(grid))
    ops.prim.RaiseException(_3, "operator.RuntimeError")
  else:
    pass
  _4 = torch.ne(batch, torch.size(grid, 0))
  if _4:
    _5 = torch.format("grid_sampler(): expected grid and input to have same batch size, but got input with sizes {} and grid with sizes {}", torch.size(input), torch.size(grid))
    ops.prim.RaiseException(_5, "operator.RuntimeError")
  else:
    pass
  if torch.ne(torch.size(grid, -1), n):
    _6 = torch.format("grid_sampler(): expected grid to have size {} in last dimension, but got grid with sizes {}", n, torch.size(grid))
    ops.prim.RaiseException(_6, "operator.RuntimeError")
  else:
    pass
  if torch.eq(n, 3):
    _7 = torch.eq(interpolation_mode, 2)
  else:
    _7 = False
  if _7:
    ops.prim.RaiseException("grid_sampler(): bicubic interpolation only supports 4D input", "operator.RuntimeError")
  else:
    pass
  __torch__.errors.check_same(input, grid, "expected scalar type {} but found {}")
  batch = torch.size(input, 0)
  channels = torch.size(input, 1)
  sizes = torch.slice(torch.size(input), 2)
  for _10 in range(torch.len(sizes)):
    s = sizes[_10]
    if torch.le(s, 0):
      _11 = torch.format("grid_sampler(): expected input to have non-empty spatial dimensions, but input has sizes {}", torch.size(input))
      ops.prim.RaiseException(_11, "operator.RuntimeError")
    else:
      pass
  shape = [batch, channels]
  torch.extend(shape, torch.slice(torch.size(grid), 1, -1))
  flat = torch.reshape(input, [batch, channels, -1])
  points = torch.reshape(grid, [batch, -1, n])
  places = annotate(List[Tensor], [])
  for axis in range(n):
    size = sizes[axis]
    at = torch.select(points, 2, torch.sub(torch.sub(n, 1), axis))
    if align_corners:
      at1 = torch.mul(torch.add(at, 1.), torch.div(torch.sub(size, 1), 2.))
      at0 = at1
    else:
      _12 = torch.mul(torch.add(at, 1.), size)
      at0 = torch.div(torch.sub(_12, 1.), 2.)
    _13 = torch.append(places, at0)
  if torch.eq(interpolation_mode, 1):
    taps = 1
  else:
    taps = 2
  if torch.eq(interpolation_mode, 2):
    taps0, first = 4, -1
  else:
    taps0, first = taps, 0
  if torch.ne(interpolation_mode, 2):
    _14 = torch.ne(padding_mode, 0)
  else:
    _14 = False
  if _14:
    for axis0 in range(n):
      size0 = sizes[axis0]
      at2 = places[axis0]
      if torch.eq(padding_mode, 2):
        span = float(size0)
        if align_corners:
          low, span0 = 0., float(torch.sub(size0, 1))
        else:
          low, span0 = -0.5, span
        if torch.eq(span0, 0.):
          at4 = torch.zeros_like(at2)
        else:
          away = torch.abs(torch.sub(at2, low))
          extra = torch.fmod(away, span0)
          _15 = torch.floor(torch.div(away, span0))
          even = torch.eq(torch.remainder(_15, 2.), 0.)
          _16 = torch.add(extra, low)
          _17 = torch.add(torch.neg(extra), span0)
          at5 = torch.where(even, _16, torch.add(_17, low))
          at4 = at5
        at3 = at4
      else:
        at3 = at2
      _18 = torch.clamp(at3, 0, torch.sub(size0, 1))
      _19 = torch._set_item(places, axis0, _18)
  else:
    pass
  _20 = [batch, channels, torch.size(points, 1)]
  total = torch.zeros(_20, dtype=ops.prim.dtype(input))
  corners = torch.mul(taps0, taps0)
  if torch.eq(n, 3):
    corners0 = torch.mul(corners, taps0)
  else:
    corners0 = corners
  total0 = total
  for corner in range(corners0):
    index = torch.zeros([batch, torch.size(points, 1)], dtype=4)
    share = torch.ones([batch, torch.size(points, 1)], dtype=ops.prim.dtype(input))
    inside = torch.ones([batch, torch.size(points, 1)], dtype=11)
    rest = corner
    share0 = share
    inside0 = inside
    index0 = index
    for axis1 in range(n):
      tap = torch.remainder(rest, taps0)
      rest0 = torch.floordiv(rest, taps0)
      size1 = sizes[axis1]
      at6 = places[axis1]
      if torch.eq(interpolation_mode, 1):
        base, share1 = torch.round(at6), share0
      else:
        base0 = torch.floor(at6)
        away0 = torch.sub(at6, base0)
        if torch.eq(interpolation_mode, 0):
          if torch.eq(tap, 0):
            _21 = torch.add(torch.neg(away0), 1.)
            share3 = torch.mul(share0, _21)
          else:
            share3 = torch.mul(share0, away0)
          share2 = share3
        else:
          _22 = torch.sub(away0, float(torch.sub(tap, 1)))
          gap = torch.abs(_22)
          if torch.eq(tap, 1):
            _23 = True
          else:
            _23 = torch.eq(tap, 2)
          if _23:
            _24 = torch.mul(gap, torch.add(-0.75, 2.))
            _25 = torch.sub(_24, torch.add(-0.75, 3.))
            _26 = torch.mul(torch.mul(_25, gap), gap)
            share5 = torch.mul(share0, torch.add(_26, 1.))
            share4 = share5
          else:
            _27 = torch.sub(torch.mul(gap, -0.75), torch.mul(5., -0.75))
            _28 = torch.add(torch.mul(_27, gap), torch.mul(8., -0.75))
            _29 = torch.sub(torch.mul(_28, gap), torch.mul(4., -0.75))
            share4 = torch.mul(share0, _29)
          share2 = share4
        base, share1 = base0, share2
      base1 = torch.add(base, float(torch.add(first, tap)))
      if torch.eq(interpolation_mode, 2):
        _30 = torch.ne(padding_mode, 0)
      else:
        _30 = False
      if _30:
        if torch.eq(padding_mode, 2):
          span1 = float(size1)
          if align_corners:
            low0, span2 = 0., float(torch.sub(size1, 1))
          else:
            low0, span2 = -0.5, span1
          if torch.eq(span2, 0.):
            base4 = torch.zeros_like(base1)
          else:
            away1 = torch.abs(torch.sub(base1, low0))
            extra0 = torch.fmod(away1, span2)
            _31 = torch.floor(torch.div(away1, span2))
            even0 = torch.eq(torch.remainder(_31, 2.), 0.)
            _32 = torch.add(extra0, low0)
            _33 = torch.add(torch.neg(extra0), span2)
            base5 = torch.where(even0, _32, torch.add(_33, low0))
            base4 = base5
          base3 = base4
        else:
          base3 = base1
        base6 = torch.clamp(base3, 0, torch.sub(size1, 1))
        base2 = base6
      else:
        base2 = base1
      _34 = torch.ge(base2, 0)
      _35 = torch.le(base2, torch.sub(size1, 1))
      inside1 = torch.logical_and(inside0, torch.logical_and(_34, _35))
      _36 = torch.mul(index0, size1)
      _37 = torch.clamp(torch.nan_to_num(base2, 0.), 0, torch.sub(size1, 1))
      rest, share0, inside0, index0 = rest0, share1, inside1, torch.add(_36, torch.to(_37, 4))
    _38 = torch.expand(torch.unsqueeze(index0, 1), [-1, channels, -1])
    found = torch.gather(flat, 2, _38)
    _39 = torch.where(inside0, share0, torch.zeros_like(share0))
    share6 = torch.unsqueeze(_39, 1)
    _40 = torch.where(torch.unsqueeze(inside0, 1), torch.mul(found, share6), torch.zeros_like(found))
    total0 = torch.add(total0, _40)
  return torch.view(total0, shape)

def torchvision_roi_align(input: Tensor,
    rois: Tensor,
    spatial_scale: float,
    pooled_height: int,
    pooled_width: int,
    sampling_ratio: int,
    aligned: bool) -> Tensor:
  if torch.ne(torch.dim(rois), 2):
    _0 = True
  else:
    _0 = torch.ne(torch.size(rois, 1), 5)
  if _0:
    ops.prim.RaiseException("rois must have shape as Tensor[K, 5]", "operator.RuntimeError")
  else:
    pass
  _1 = torch.ne(ops.prim.dtype(input), ops.prim.dtype(rois))
  if _1:
    ops.prim.RaiseException("Expected tensor for argument #1 \'input\' to have the same type as tensor for argument #2 \'rois\'", "operator.RuntimeError")
  else:
    pass
  size = [torch.size(input, 2), torch.size(input, 3)]
  pooled = [pooled_height, pooled_width]
  parts = annotate(List[Tensor], [])
  for r in range(torch.size(rois, 0)):
    _2 = torch.select(torch.select(rois, 0, r), 0, 0)
    image = torch.select(input, 0, int(_2))
    if aligned:
      shift = 0.5
    else:
      shift = 0.
    shares = annotate(List[Tensor], [])
    count = 1
    for k in range(2):
      _3 = torch.sub(2, k)
      _4 = torch.select(torch.select(rois, 0, r), 0, _3)
      first = torch.sub(torch.mul(_4, spatial_scale), shift)
      _5 = torch.sub(4, k)
      _6 = torch.select(torch.select(rois, 0, r), 0, _5)
      last = torch.sub(torch.mul(_6, spatial_scale), shift)
      length = torch.sub(last, first)
      if torch.__not__(aligned):
        length0 = torch.clamp_min(length, 1.)
      else:
        length0 = length
      cell = torch.div(length0, pooled[k])
      if torch.le(sampling_ratio, 0):
        grid = int(torch.ceil(cell))
      else:
        grid = sampling_ratio
      count0 = torch.mul(count, grid)
      _7 = torch.arange(pooled[k], dtype=ops.prim.dtype(rois))
      _8 = torch.mul(torch.unsqueeze(_7, 1), cell)
      steps = torch.add(_8, first)
      _9 = torch.arange(grid, dtype=ops.prim.dtype(rois))
      _10 = torch.mul(torch.add(_9, 0.5), cell)
      _11 = torch.div(_10, ops.prim.max(grid, 1))
      at = torch.add(steps, _11)
      inside = torch.logical_and(torch.ge(at, -1.), torch.le(at, size[k]))
      at0 = torch.clamp_min(at, 0.)
      low = torch.clamp_max(torch.floor(at0), torch.sub(size[k], 1))
      high = torch.clamp_max(torch.add(low, 1.), torch.sub(size[k], 1))
      _12 = torch.ge(low, torch.sub(size[k], 1))
      away = torch.where(_12, torch.zeros_like(at0), torch.sub(at0, low))
      places = torch.arange(size[k], dtype=ops.prim.dtype(rois))
      zero = torch.zeros(annotate(List[int], []), dtype=ops.prim.dtype(rois))
      _13 = torch.eq(places, torch.unsqueeze(low, 2))
      _14 = torch.unsqueeze(torch.add(torch.neg(away), 1.), 2)
      _15 = torch.where(_13, _14, zero)
      _16 = torch.eq(places, torch.unsqueeze(high, 2))
      _17 = torch.unsqueeze(away, 2)
      _18 = torch.where(_16, torch.unsqueeze(away, 2), zero)
      share = torch.add(_15, _18)
      share0 = torch.where(torch.unsqueeze(inside, 2), share, zero)
      _19 = torch.append(shares, torch.sum(share0, [1]))
      count = count0
    _20 = torch.matmul(torch.matmul(shares[0], image), torch.t(shares[1]))
    _21 = torch.div(_20, ops.prim.max(count, 1))
    _22 = torch.append(parts, _21)
  if torch.eq(torch.len(parts), 0):
    _24 = [0, torch.size(input, 1), pooled_height, pooled_width]
    _25 = torch.zeros(_24, dtype=ops.prim.dtype(input))
    _23 = _25
  else:
    _23 = torch.stack(parts)
  return _23

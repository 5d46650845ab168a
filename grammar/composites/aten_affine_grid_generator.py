def aten_affine_grid_generator(theta: Tensor,
    size: List[int],
    align_corners: bool) -> Tensor:
  n = torch.sub(torch.len(size), 2)
  if torch.ne(n, 2):
    _0 = torch.ne(n, 3)
  else:
    _0 = False
  if _0:
    ops.prim.RaiseException("AffineGridGenerator needs 4d (spatial) or 5d (volumetric) inputs.", "operator.RuntimeError")
  else:
    pass
  _1 = torch.slice(size, 2)
  count = 1
  for _2 in range(torch.len(_1)):
    s = _1[_2]
    count = torch.mul(count, s)
  columns = annotate(List[Tensor], [])
  for i in range(n):
    axis = torch.sub(torch.sub(n, 1), i)
    steps = size[torch.add(axis, 2)]
    if torch.le(steps, 1):
      line0 = torch.zeros([steps], dtype=ops.prim.dtype(theta))
      line = line0
    else:
      line1 = torch.linspace(-1, 1, steps, dtype=ops.prim.dtype(theta))
      if torch.__not__(align_corners):
        _3 = torch.div(float(torch.sub(steps, 1)), float(steps))
        line2 = torch.mul(line1, _3)
      else:
        line2 = line1
      line = line2
    shape = torch.mul([1], n)
    _4 = torch._set_item(shape, axis, steps)
    _5 = torch.expand(torch.view(line, shape), torch.slice(size, 2))
    _6 = torch.append(columns, torch.reshape(_5, [-1]))
  _7 = torch.ones([count], dtype=ops.prim.dtype(theta))
  _8 = torch.append(columns, _7)
  _9 = torch.unsqueeze(torch.stack(columns, 1), 0)
  base = torch.expand(_9, [size[0], -1, -1])
  grid = torch.bmm(base, torch.transpose(theta, 1, 2))
  shape0 = [size[0]]
  torch.extend(shape0, torch.slice(size, 2))
  _10 = torch.append(shape0, n)
  return torch.view(grid, shape0)

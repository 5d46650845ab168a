def aten_fractional_max_pool2d(self0: Tensor,
    kernel_size: List[int],
    output_size: List[int],
    random_samples: Tensor) -> Tuple[Tensor, Tensor]:
  if self0.dim() != 3 and self0.dim() != 4:
    ops.prim.RaiseException("fractional_max_pool2d(): Expected 3D or 4D tensor, but got: {}".format(torch.size(self0)), "operator.RuntimeError")
  if torch.ne(ops.prim.dtype(self0), ops.prim.dtype(random_samples)):
    ops.prim.RaiseException("Expect _random_samples to have the same dtype as input", "operator.RuntimeError")
  else:
    pass
  if torch.eq(torch.dim(self0), 3):
    x = torch.unsqueeze(self0, 0)
  else:
    x = self0
  size = [torch.size(x, 2), torch.size(x, 3)]
  _0 = torch.arange(torch.mul(size[0], size[1]))
  flat = torch.view(_0, size)
  _1 = [-1, torch.size(random_samples, -2), 2]
  samples = torch.reshape(random_samples, _1)
  rows = annotate(List[Tensor], [])
  places = annotate(List[Tensor], [])
  for b in range(torch.size(x, 0)):
    for c in range(torch.size(x, 1)):
      starts = annotate(List[List[int]], [])
      for k in range(2):
        _2 = torch.sub(1, k)
        _3 = torch.select(torch.select(samples, 0, b), 0, c)
        at = torch.select(_3, 0, _2)
        mine = annotate(List[int], [])
        out = output_size[k]
        _4 = size[k]
        _5 = torch.sub(torch.add(kernel_size[k], out), 1)
        if torch.lt(_4, _5):
          _6 = torch.format("fractional_max_pool2d(): kernel size {} is too large relative to input size {}", kernel_size[k], size[k])
          ops.prim.RaiseException(_6, "operator.RuntimeError")
        else:
          pass
        if torch.gt(out, 1):
          _7 = annotate(List[int], [])
          _8 = torch.sub(size[k], kernel_size[k])
          _9 = ops.prim.dtype(random_samples)
          alpha = torch.div(torch.full(_7, _8, dtype=_9), torch.sub(out, 1))
          for i in range(torch.sub(out, 1)):
            _10 = torch.mul(torch.add(at, i), alpha)
            _11 = torch.sub(int(_10), int(torch.mul(at, alpha)))
            _12 = torch.append(mine, _11)
        else:
          pass
        if torch.gt(out, 0):
          _13 = torch.sub(size[k], kernel_size[k])
          _14 = torch.append(mine, _13)
        else:
          pass
        _15 = torch.append(starts, mine)
      plane = torch.select(torch.select(x, 0, b), 0, c)
      _16 = starts[0]
      for _17 in range(torch.len(_16)):
        y0 = _16[_17]
        _18 = starts[1]
        for _19 in range(torch.len(_18)):
          x0 = _18[_19]
          _20 = torch.add(y0, kernel_size[0])
          _21 = torch.add(x0, kernel_size[1])
          _22 = torch.slice(plane, 0, y0, _20)
          window = torch.reshape(torch.slice(_22, 1, x0, _21), [-1])
          best = torch.argmax(window)
          _23 = torch.index_select(window, 0, torch.reshape(best, [1]))
          _24 = torch.append(rows, _23)
          _25 = torch.add(y0, kernel_size[0])
          _26 = torch.add(x0, kernel_size[1])
          _27 = torch.slice(torch.slice(flat, 0, y0, _25), 1, x0, _26)
          _28 = torch.index_select(torch.reshape(_27, [-1]), 0, torch.reshape(best, [1]))
          _29 = torch.append(places, _28)
  shape = [torch.size(x, 0), torch.size(x, 1), output_size[0], output_size[1]]
  out_values = torch.view(torch.cat(torch.add([torch.narrow(torch.reshape(x, [-1]), 0, 0, 0)], rows)), shape)
  out_places = torch.view(torch.cat(torch.add([torch.narrow(torch.reshape(flat, [-1]), 0, 0, 0)], places)), shape)
  if torch.eq(torch.dim(self0), 3):
    _31 = (torch.squeeze(out_values, 0), torch.squeeze(out_places, 0))
    _30 = _31
  else:
    _30 = (out_values, out_places)
  return _30

def aten_fractional_max_pool3d(self0: Tensor,
    kernel_size: List[int],
    output_size: List[int],
    random_samples: Tensor) -> Tuple[Tensor, Tensor]:
  if self0.dim() != 4 and self0.dim() != 5:
    ops.prim.RaiseException("fractional_max_pool3d_out(): Expected 4D or 5D tensor, but got: {}".format(torch.size(self0)), "operator.RuntimeError")
  if torch.ne(ops.prim.dtype(self0), ops.prim.dtype(random_samples)):
    ops.prim.RaiseException("Expect _random_samples to have the same dtype as input", "operator.RuntimeError")
  else:
    pass
  if torch.eq(torch.dim(self0), 4):
    x = torch.unsqueeze(self0, 0)
  else:
    x = self0
  size = torch.slice(torch.size(x), 2)
  _0 = torch.mul(torch.mul(size[0], size[1]), size[2])
  flat = torch.view(torch.arange(_0), size)
  values = annotate(List[Tensor], [])
  places = annotate(List[Tensor], [])
  _1 = [-1, torch.size(random_samples, -2), 3]
  samples = torch.reshape(random_samples, _1)
  for b in range(torch.size(x, 0)):
    for c in range(torch.size(x, 1)):
      starts = annotate(List[List[int]], [])
      for k in range(3):
        _2 = torch.select(torch.select(samples, 0, b), 0, c)
        at = torch.select(_2, 0, k)
        mine = annotate(List[int], [])
        out = output_size[k]
        _3 = size[k]
        _4 = torch.sub(torch.add(kernel_size[k], out), 1)
        if torch.lt(_3, _4):
          _5 = torch.format("fractional_max_pool3d(): pool size {} too large relative to input size {}", kernel_size[k], size[k])
          ops.prim.RaiseException(_5, "operator.RuntimeError")
        else:
          pass
        if torch.gt(out, 1):
          _6 = annotate(List[int], [])
          _7 = torch.sub(size[k], kernel_size[k])
          _8 = ops.prim.dtype(random_samples)
          alpha = torch.div(torch.full(_6, _7, dtype=_8), torch.sub(out, 1))
          for i in range(torch.sub(out, 1)):
            _9 = torch.mul(torch.add(at, i), alpha)
            _10 = torch.sub(int(_9), int(torch.mul(at, alpha)))
            _11 = torch.append(mine, _10)
        else:
          pass
        if torch.gt(out, 0):
          _12 = torch.sub(size[k], kernel_size[k])
          _13 = torch.append(mine, _12)
        else:
          pass
        _14 = torch.append(starts, mine)
      cube = torch.select(torch.select(x, 0, b), 0, c)
      _15 = starts[0]
      for _16 in range(torch.len(_15)):
        z = _15[_16]
        _17 = starts[1]
        for _18 in range(torch.len(_17)):
          y = _17[_18]
          _19 = starts[2]
          for _20 in range(torch.len(_19)):
            w = _19[_20]
            _21 = torch.add(z, kernel_size[0])
            _22 = torch.add(y, kernel_size[1])
            _23 = torch.add(w, kernel_size[2])
            _24 = torch.slice(cube, 0, z, _21)
            _25 = torch.slice(torch.slice(_24, 1, y, _22), 2, w, _23)
            window = torch.reshape(_25, [-1])
            _26 = torch.add(z, kernel_size[0])
            _27 = torch.add(y, kernel_size[1])
            _28 = torch.add(w, kernel_size[2])
            _29 = torch.slice(flat, 0, z, _26)
            _30 = torch.slice(torch.slice(_29, 1, y, _27), 2, w, _28)
            where = torch.reshape(_30, [-1])
            best = torch.reshape(torch.argmax(window), [1])
            _31 = torch.index_select(window, 0, best)
            _32 = torch.append(values, _31)
            _33 = torch.index_select(where, 0, best)
            _34 = torch.append(places, _33)
  shape = [torch.size(x, 0), torch.size(x, 1), output_size[0], output_size[1], output_size[2]]
  one = torch.view(torch.cat(torch.add([torch.narrow(torch.reshape(x, [-1]), 0, 0, 0)], values)), shape)
  two = torch.view(torch.cat(torch.add([torch.narrow(torch.reshape(flat, [-1]), 0, 0, 0)], places)), shape)
  if torch.eq(torch.dim(self0), 4):
    _36 = (torch.squeeze(one, 0), torch.squeeze(two, 0))
    _35 = _36
  else:
    _35 = (one, two)
  return _35

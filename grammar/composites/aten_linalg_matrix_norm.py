def aten_linalg_matrix_norm(self0: Tensor,
    ord: number,
    dim: List[int],
    keepdim: bool,
    dtype: Optional[int]) -> Tensor:
  if torch.__isnot__(dtype, None):
    dtype0 = unchecked_cast(int, dtype)
    x = torch.to(self0, dtype0)
  else:
    x = self0
  if torch.ne(torch.len(dim), 2):
    _0 = torch.format("linalg.matrix_norm: dim must be a 2-tuple. Got {}", dim)
    ops.prim.RaiseException(_0, "operator.RuntimeError")
  else:
    pass
  if torch.lt(torch.dim(self0), 2):
    ops.prim.RaiseException("linalg.matrix_norm: The input tensor A must have at least 2 dimensions.", "operator.RuntimeError")
  else:
    pass
  p = float(ord)
  if torch.ge(dim[0], 0):
    a = dim[0]
  else:
    a = torch.add(dim[0], torch.dim(x))
  if torch.ge(dim[1], 0):
    b = dim[1]
  else:
    b = torch.add(dim[1], torch.dim(x))
  size = ops.prim.abs(p)
  if torch.eq(size, 2.):
    order = annotate(List[int], [])
    for i in range(torch.dim(x)):
      if torch.ne(i, a):
        _1 = torch.ne(i, b)
      else:
        _1 = False
      if _1:
        _2 = torch.append(order, i)
      else:
        pass
    _3 = torch.append(order, a)
    _4 = torch.append(order, b)
    _5, s, _6 = torch.linalg_svd(torch.permute(x, order), False)
    if torch.gt(p, 0):
      # Of no singular values the largest is 0.
      _14 = torch.constant_pad_nd(s, [0, torch.sub(1, ops.prim.min(torch.size(s, -1), 1))])
      out0 = torch.amax(_14, [-1])
    else:
      out0 = torch.amin(s, [-1])
    out = out0
  else:
    if torch.eq(size, 1.):
      _7 = True
    else:
      _7 = torch.eq(size, float("inf"))
    if _7:
      if torch.eq(size, 1.):
        first = a
      else:
        first = b
      if torch.eq(size, 1.):
        second = b
      else:
        second = a
      total = torch.sum(torch.abs(x), [first], True)
      if torch.gt(p, 0):
        if torch.eq(torch.size(total, second), 0):
          _8 = torch.sum(total, [second], True)
        else:
          _15 = torch.amax(total, [second], True)
          _8 = _15
        out2 = _8
      else:
        _9 = torch.amin(total, [second], True)
        out2 = _9
      _10 = torch.squeeze(out2, ops.prim.max(a, b))
      out3 = torch.squeeze(_10, ops.prim.min(a, b))
      out1 = out3
    else:
      _11 = torch.format("linalg.matrix_norm: Order {} not supported.", ord)
      ops.prim.RaiseException(_11, "operator.RuntimeError")
      _12 = uninitialized(Tensor)
      out1 = _12
    out = out1
  if keepdim:
    _13 = torch.unsqueeze(out, ops.prim.min(a, b))
    out5 = torch.unsqueeze(_13, ops.prim.max(a, b))
    out4 = out5
  else:
    out4 = out
  return out4

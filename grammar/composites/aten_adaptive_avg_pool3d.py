def aten_adaptive_avg_pool3d(self0: Tensor,
    output_size: List[int]) -> Tensor:
  if torch.ne(torch.len(output_size), 3):
    ops.prim.RaiseException("adaptive_avg_pool3d: output_size must be 3", "operator.RuntimeError")
  else:
    pass
  if torch.ne(torch.dim(self0), 4):
    _0 = torch.ne(torch.dim(self0), 5)
  else:
    _0 = False
  if _0:
    _1 = torch.format("adaptive_avg_pool3d(): Expected 4D or 5D tensor, but got {}", torch.size(self0))
    ops.prim.RaiseException(_1, "operator.RuntimeError")
  else:
    pass
  x = __torch__.pooling.counted(self0).contiguous()
  steps = ops.prim.is_quantized(self0)
  counts = torch.ones([1, 1, 1])
  x0 = x
  for k in range(3):
    d = torch.add(torch.sub(torch.dim(self0), 3), k)
    n = torch.size(self0, d)
    m = output_size[k]
    if torch.lt(m, 0):
      _2 = torch.format("adaptive_avg_pool3d: elements of output_size must be greater than or equal to 0 but received {}", output_size)
      ops.prim.RaiseException(_2, "operator.RuntimeError")
    else:
      pass
    if torch.eq(n, 0):
      _3 = torch.format("adaptive_avg_pool3d(): Expected input to have non-zero size for non-batch dimensions, but input has sizes {} with dimension {} being empty", torch.size(self0), d)
      ops.prim.RaiseException(_3, "operator.RuntimeError")
    else:
      pass
    if torch.ne(n, m):
      parts = annotate(List[Tensor], [])
      extents = annotate(List[int], [])
      for i in range(m):
        first = torch.floordiv(torch.mul(i, n), m)
        _4 = torch.add(torch.mul(torch.add(i, 1), n), m)
        last = torch.floordiv(torch.sub(_4, 1), m)
        window = torch.slice(x0, d, first, last)
        if steps:
          _5 = torch.sum(window, [d], True)
        else:
          _5 = torch.mean(window, [d], True)
        _6 = torch.append(parts, _5)
        _7 = torch.append(extents, torch.sub(last, first))
      if torch.eq(m, 0):
        x2 = torch.narrow(x0, d, 0, 0)
      else:
        x2 = torch.cat(parts, d)
      x1 = x2
      shape = [1, 1, 1]
      _8 = torch._set_item(shape, k, m)
      counts = torch.mul(counts, torch.view(torch.tensor(extents, dtype=6), shape))
    else:
      x1 = x0
    x0 = x1
  if steps:
    # Sums are whole numbers, so that one division rounds as PyTorch's does.
    return __torch__.pooling.as_before(torch.div(x0, counts), self0)
  return torch.to(x0, ops.prim.dtype(self0), False, torch.eq(torch.size(x0), torch.size(self0)))

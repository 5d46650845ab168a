def aten_diff(self0: Tensor,
    n: int,
    dim: int,
    prepend: Optional[Tensor],
    append: Optional[Tensor]) -> Tensor:
  if torch.eq(torch.dim(self0), 0):
    ops.prim.RaiseException("diff expects input to be at least one-dimensional")
  else:
    pass
  parts = annotate(List[Tensor], [])
  if torch.__isnot__(prepend, None):
    prepend0 = unchecked_cast(Tensor, prepend)
    _0 = torch.append(parts, prepend0)
  else:
    pass
  _1 = torch.append(parts, self0)
  if torch.__isnot__(append, None):
    append0 = unchecked_cast(Tensor, append)
    _2 = torch.append(parts, append0)
  else:
    pass
  if torch.gt(torch.len(parts), 1):
    x = torch.cat(parts, dim)
  else:
    x = self0
  if torch.lt(n, 0):
    _3 = torch.format("order must be non-negative but got {}", n)
    ops.prim.RaiseException(_3)
  else:
    pass
  x0 = x
  for _4 in range(ops.prim.min(n, torch.size(x, dim))):
    length = ops.prim.max(torch.sub(torch.size(x0, dim), 1), 0)
    start = torch.sub(torch.size(x0, dim), length)
    later = torch.narrow(x0, dim, start, length)
    earlier = torch.narrow(x0, dim, 0, length)
    if torch.eq(ops.prim.dtype(x0), 11):
      x1 = torch.ne(later, earlier)
    else:
      x1 = torch.sub(later, earlier)
    x0 = x1
  if torch.eq(n, 0):
    x2 = torch.clone(x0)
  else:
    x2 = x0
  return x2

def aten_diff(self0: Tensor,
    n: int,
    dim: int,
    prepend: Optional[Tensor],
    append: Optional[Tensor]) -> Tensor:
  if torch.eq(torch.dim(self0), 0):
    ops.prim.RaiseException("diff expects input to be at least one-dimensional", "operator.RuntimeError")
  else:
    pass
  if torch.lt(n, 0):
    _0 = torch.format("order must be non-negative but got {}", n)
    ops.prim.RaiseException(_0, "operator.RuntimeError")
  else:
    pass
  parts = annotate(List[Tensor], [])
  if torch.__isnot__(prepend, None):
    prepend0 = unchecked_cast(Tensor, prepend)
    _1 = torch.append(parts, prepend0)
  else:
    pass
  _2 = torch.append(parts, self0)
  if torch.__isnot__(append, None):
    append0 = unchecked_cast(Tensor, append)
    _3 = torch.append(parts, append0)
  else:
    pass
  if torch.eq(n, 0):
    x = torch.clone(self0)
  else:
    if torch.gt(torch.len(parts), 1):
      x0 = torch.cat(parts, dim)
    else:
      x0 = self0
    x = x0
  x1 = x
  for _4 in range(ops.prim.min(n, torch.size(x, dim))):
    length = ops.prim.max(torch.sub(torch.size(x1, dim), 1), 0)
    _5 = torch.sub(torch.size(x1, dim), length)
    later = torch.narrow(x1, dim, _5, length)
    earlier = torch.narrow(x1, dim, 0, length)
    if torch.eq(ops.prim.dtype(x1), 11):
      x2 = torch.ne(later, earlier)
    else:
      x2 = torch.sub(later, earlier)
    x1 = x2
  return x1

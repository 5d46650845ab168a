def aten_renorm(self0: Tensor,
    p: number,
    dim: int,
    maxnorm: number) -> Tensor:
  if torch.le(float(p), 0.):
    ops.prim.RaiseException("renorm: non-positive-norm not supported", "operator.RuntimeError")
  else:
    pass
  if torch.lt(float(maxnorm), 0.):
    _0 = torch.format("renorm: expected maxnorm to be >= 0 but got {}", maxnorm)
    ops.prim.RaiseException(_0, "operator.RuntimeError")
  else:
    pass
  if torch.lt(torch.dim(self0), 2):
    _1 = torch.format("renorm: input needs at least 2 dimensions, got {} dimensions", torch.dim(self0))
    ops.prim.RaiseException(_1, "operator.RuntimeError")
  else:
    pass
  kept = torch.remainder(dim, torch.dim(self0))
  _2 = torch.size(self0, dim)
  dims = annotate(List[int], [])
  for i in range(torch.dim(self0)):
    if torch.ne(i, kept):
      _3 = torch.append(dims, i)
    else:
      pass
  if torch.eq(ops.prim.dtype(self0), 5):
    wide = 6
  else:
    if torch.eq(ops.prim.dtype(self0), 15):
      wide = 6
    else:
      wide = ops.prim.dtype(self0)
  norm = torch.linalg_vector_norm(self0, p, dims, True, dtype=wide)
  limit = torch.div(torch.full_like(norm, maxnorm), torch.add(norm, 1e-07))
  factor = torch.where(torch.gt(norm, maxnorm), limit, torch.ones_like(norm))
  return torch.mul(self0.contiguous(), torch.to(factor, ops.prim.dtype(self0)))

def aten_combinations(self0: Tensor,
    r: int,
    with_replacement: bool) -> Tensor:
  if torch.ne(torch.dim(self0), 1):
    _0 = torch.format("Expect a 1D vector, but got shape {}", torch.size(self0))
    ops.prim.RaiseException(_0, "operator.RuntimeError")
  else:
    pass
  if torch.lt(r, 0):
    _1 = torch.format("Expect a non-negative number, but got {}", r)
    ops.prim.RaiseException(_1, "operator.RuntimeError")
  else:
    pass
  if torch.eq(r, 0):
    result = torch.empty([0], dtype=ops.prim.dtype(self0))
  else:
    n = torch.numel(self0)
    grids = torch.meshgrid(torch.mul([torch.arange(n)], r), indexing="ij")
    keep = torch.ones(torch.mul([n], r), dtype=11)
    for i in range(torch.sub(r, 1)):
      if with_replacement:
        keep = torch.logical_and(keep, torch.le(grids[i], grids[torch.add(i, 1)]))
      else:
        keep = torch.logical_and(keep, torch.lt(grids[i], grids[torch.add(i, 1)]))
    parts = annotate(List[Tensor], [])
    for i0 in range(r):
      _2 = torch.append(parts, torch.index_select(self0, 0, torch.masked_select(grids[i0], keep)))
    result = torch.stack(parts, 1)
  return result

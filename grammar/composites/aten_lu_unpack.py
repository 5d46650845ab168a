def aten_lu_unpack(LU_data: Tensor,
    LU_pivots: Tensor,
    unpack_data: bool,
    unpack_pivots: bool) -> Tuple[Tensor, Tensor, Tensor]:
  if LU_data.dim() < 2:
    ops.prim.RaiseException("torch.lu_unpack: Expected tensor with 2 or more dimensions. Got size: {} instead".format(torch.size(LU_data)), "operator.RuntimeError")
  kind = ops.prim.dtype(LU_data)
  m = torch.size(LU_data, -2)
  n = torch.size(LU_data, -1)
  k = ops.prim.min(m, n)
  L = torch.empty([0], dtype=kind)
  U = torch.empty([0], dtype=kind)
  P = torch.empty([0], dtype=kind)
  if unpack_data:
    _0 = torch.tril(torch.narrow(LU_data, -1, 0, k), -1)
    L = torch.add(_0, torch.eye(m, k, dtype=kind))
    U = torch.triu(torch.narrow(LU_data, -2, 0, k))
  else:
    pass
  if unpack_pivots:
    batch = torch.slice(torch.size(LU_data), 0, torch.sub(torch.dim(LU_data), 2))
    rows = torch.contiguous(torch.expand(torch.arange(m), torch.add(batch, [m])))
    for i in range(torch.size(LU_pivots, -1)):
      other = torch.unsqueeze(torch.sub(torch.to(torch.select(LU_pivots, -1, i), 4), 1), -1)
      here = torch.clone(torch.narrow(rows, -1, i, 1))
      there = torch.gather(rows, -1, other)
      rows = torch.scatter(rows, -1, other, here)
      _1 = torch.copy_(torch.narrow(rows, -1, i, 1), there)
    _2 = torch.unsqueeze(rows, -2)
    _3 = torch.unsqueeze(torch.arange(m), -1)
    P = torch.to(torch.eq(_3, _2), kind)
  else:
    pass
  return (P, L, U)

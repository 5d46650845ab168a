def aten_diag_embed(self0: Tensor,
    offset: int,
    dim1: int,
    dim2: int) -> Tensor:
  dims = torch.add(torch.dim(self0), 1)
  wider = torch.unsqueeze(self0, 0)
  __torch__.errors.check_dim(wider, dim1)
  __torch__.errors.check_dim(wider, dim2)
  if torch.lt(dim1, 0):
    a = torch.add(dim1, dims)
  else:
    a = dim1
  if torch.lt(dim2, 0):
    b = torch.add(dim2, dims)
  else:
    b = dim2
  if torch.eq(a, b):
    _0 = torch.format("diagonal dimensions cannot be identical {}, {}", dim1, dim2)
    ops.prim.RaiseException(_0, "operator.RuntimeError")
  else:
    pass
  width = torch.add(torch.size(self0, -1), ops.prim.abs(offset))
  sizes = torch.slice(torch.size(self0), None, -1)
  torch.insert(sizes, ops.prim.min(a, b), width)
  torch.insert(sizes, ops.prim.max(a, b), width)
  result = torch.zeros(sizes, dtype=ops.prim.dtype(self0))
  _1 = torch.copy_(torch.diagonal(result, offset, a, b), self0)
  return result

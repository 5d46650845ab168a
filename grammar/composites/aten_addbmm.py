def aten_addbmm(self0: Tensor,
    batch1: Tensor,
    batch2: Tensor,
    beta: number,
    alpha: number) -> Tensor:
  if torch.ne(torch.dim(batch1), 3):
    _0 = True
  else:
    _0 = torch.ne(torch.dim(batch2), 3)
  if _0:
    ops.prim.RaiseException("batch1 must be a 3D tensor", "operator.RuntimeError")
  else:
    pass
  product = torch.sum(torch.bmm(batch1, batch2), [0], False, dtype=ops.prim.dtype(batch1))
  dtype = ops.prim.dtype(product)
  if torch.ne(alpha, 1):
    product0 = torch.mul(product, torch.scalar_tensor(alpha, dtype=dtype))
  else:
    product0 = product
  if torch.eq(beta, 0):
    result = product0
  else:
    if torch.eq(beta, 1):
      result0 = torch.add(product0, self0)
    else:
      share = torch.scalar_tensor(beta, dtype=dtype)
      result1 = torch.add(product0, torch.mul(self0, share))
      result0 = result1
    result = result0
  return result

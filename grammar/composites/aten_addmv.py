def aten_addmv(self0: Tensor,
    mat: Tensor,
    vec: Tensor,
    beta: number,
    alpha: number) -> Tensor:
  if torch.ne(torch.dim(mat), 2):
    _0 = True
  else:
    _0 = torch.ne(torch.dim(vec), 1)
  if _0:
    _1 = torch.format("vector + matrix @ vector expected, got {}, {}, {}", torch.dim(self0), torch.dim(mat), torch.dim(vec))
    ops.prim.RaiseException(_1, "operator.RuntimeError")
  else:
    pass
  product = torch.mv(mat, vec)
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

def aten_baddbmm(self0: Tensor,
    batch1: Tensor,
    batch2: Tensor,
    beta: number,
    alpha: number) -> Tensor:
  dtype = ops.prim.dtype(batch1)
  if torch.eq(dtype, 5):
    _0 = True
  else:
    _0 = torch.eq(dtype, 15)
  if _0:
    wide = 6
  else:
    wide = dtype
  product = torch.bmm(torch.to(batch1, wide), torch.to(batch2, wide))
  _1 = torch.scalar_tensor(alpha, dtype=wide)
  product0 = torch.mul(product, _1)
  share = torch.scalar_tensor(beta, dtype=wide)
  if bool(torch.ne(share, 0)):
    _2 = torch.mul(torch.to(self0, wide), share)
    product1 = torch.add(product0, _2)
  else:
    product1 = product0
  _3 = torch.to(product1, ops.prim.dtype(self0))
  return _3

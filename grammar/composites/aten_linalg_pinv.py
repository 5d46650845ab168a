def aten_linalg_pinv(self0: Tensor,
    rcond: float,
    hermitian: bool) -> Tensor:
  if hermitian:
    if torch.gt(torch.numel(self0), 0):
      _h = True
    else:
      _h = False
  else:
    _h = False
  if _h:
    values, vectors = torch.linalg_eigh(self0)
    s = torch.abs(values)
    u = vectors
    v = torch.mH(torch.mul(vectors, torch.unsqueeze(torch.sign(values), -2)))
  else:
    u0, s0, v0 = torch.linalg_svd(self0, False)
    s, u, v = s0, u0, v0
  if torch.eq(torch.size(s, -1), 0):
    _1 = torch.clone(torch.mH(self0))
    _0 = _1
  else:
    limit = torch.mul(torch.amax(s, [-1], True), rcond)
    turned = torch.where(torch.gt(s, limit), torch.reciprocal(s), torch.zeros_like(s))
    _2 = torch.mul(torch.mH(v), torch.unsqueeze(turned, -2))
    _3 = torch.matmul(_2, torch.mH(u))
    _0 = _3
  return _0

def aten_linalg_pinv(self0: Tensor,
    rcond: float,
    hermitian: bool) -> Tensor:
  u, s, v = torch.linalg_svd(self0, False)
  if torch.eq(torch.size(s, -1), 0):
    _1 = torch.clone(torch.transpose(self0, -2, -1))
    _0 = _1
  else:
    limit = torch.mul(torch.amax(s, [-1], True), rcond)
    turned = torch.where(torch.gt(s, limit), torch.reciprocal(s), torch.zeros_like(s))
    _2 = torch.mul(torch.transpose(v, -2, -1), torch.unsqueeze(turned, -2))
    _3 = torch.matmul(_2, torch.transpose(u, -2, -1))
    _0 = _3
  return _0

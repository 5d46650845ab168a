def aten_linalg_pinv_atol_rtol_float(self0: Tensor,
    atol: Optional[float],
    rtol: Optional[float],
    hermitian: bool) -> Tensor:
  if torch.eq(ops.prim.dtype(self0), 7):
    eps = 2.2204460492503131e-16
  else:
    eps = 1.1920928955078125e-07
  _0 = ops.prim.max(torch.size(self0, -1), torch.size(self0, -2))
  share = torch.mul(eps, _0)
  if torch.__isnot__(atol, None):
    atol0 = unchecked_cast(float, atol)
    if torch.gt(atol0, 0.):
      share1 = 0.
    else:
      share1 = share
    low, share0 = atol0, share1
  else:
    low, share0 = 0., share
  if torch.__isnot__(rtol, None):
    share2 = unchecked_cast(float, rtol)
  else:
    share2 = share0
  u, s, v = torch.linalg_svd(self0, False)
  if torch.eq(torch.size(s, -1), 0):
    _2 = torch.clone(torch.transpose(self0, -2, -1))
    _1 = _2
  else:
    _3 = torch.mul(torch.amax(s, [-1], True), share2)
    limit = torch.clamp_min(_3, low)
    turned = torch.where(torch.gt(s, limit), torch.reciprocal(s), torch.zeros_like(s))
    _4 = torch.mul(torch.transpose(v, -2, -1), torch.unsqueeze(turned, -2))
    _5 = torch.matmul(_4, torch.transpose(u, -2, -1))
    _1 = _5
  return _1

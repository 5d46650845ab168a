def aten_linalg_pinv_atol_rtol_float(self0: Tensor,
    atol: Optional[float],
    rtol: Optional[float],
    hermitian: bool) -> Tensor:
  kind = ops.prim.dtype(self0)
  if self0.dim() < 2 or kind != 6 and kind != 7 and kind != 9 and kind != 10:
    ops.prim.RaiseException("linalg.pinv(" + __torch__.errors.scalar_type(kind) + "{" + str(torch.size(self0)) + "}): expected a tensor with 2 or more dimensions of float, double, cfloat or cdouble types", "operator.RuntimeError")
  if torch.eq(ops.prim.itemsize(torch.abs(self0)), 8):
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
    _2 = torch.clone(torch.mH(self0))
    _1 = _2
  else:
    _3 = torch.mul(torch.amax(s, [-1], True), share2)
    limit = torch.clamp_min(_3, low)
    turned = torch.where(torch.gt(s, limit), torch.reciprocal(s), torch.zeros_like(s))
    _4 = torch.mul(torch.mH(v), torch.unsqueeze(turned, -2))
    _5 = torch.matmul(_4, torch.mH(u))
    _1 = _5
  return _1

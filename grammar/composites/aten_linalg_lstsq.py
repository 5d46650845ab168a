def aten_linalg_lstsq(self0: Tensor,
    b: Tensor,
    rcond: Optional[float],
    driver: Optional[str]) -> Tuple[Tensor, Tensor, Tensor, Tensor]:
  vector = torch.eq(torch.sub(torch.dim(self0), 1), torch.dim(b))
  if vector:
    y = torch.unsqueeze(b, -1)
  else:
    y = b
  u, s, v = torch.linalg_svd(self0, False)
  if torch.eq(ops.prim.dtype(s), 7):
    eps = 2.2204460492503131e-16
  else:
    eps = 1.1920928955078125e-07
  _0 = ops.prim.max(torch.size(self0, -1), torch.size(self0, -2))
  share = torch.mul(eps, _0)
  if torch.__isnot__(rcond, None):
    share0 = unchecked_cast(float, rcond)
  else:
    share0 = share
  _1 = torch.mul(torch.amax(s, [-1], True), share0)
  keep = torch.gt(s, _1)
  turned = torch.where(keep, torch.reciprocal(s), torch.zeros_like(s))
  _2 = torch.mul(torch.mH(v), torch.unsqueeze(turned, -2))
  _3 = torch.matmul(torch.mH(u), y)
  _9 = torch.contiguous(torch.transpose(torch.matmul(_2, _3), -2, -1))
  x = torch.transpose(_9, -2, -1)
  residuals = torch.empty([0], dtype=ops.prim.dtype(s))
  ranks = torch.empty([0], dtype=4)
  values = torch.empty([0], dtype=ops.prim.dtype(s))
  if torch.__isnot__(driver, None):
    way = unchecked_cast(str, driver)
  else:
    way = "gelsy"
  if torch.ne(way, "gels"):
    ranks0 = torch.sum(keep, [-1])
  else:
    ranks0 = ranks
  if torch.eq(way, "gelsd"):
    _4 = True
  else:
    _4 = torch.eq(way, "gelss")
  if _4:
    values0 = s
  else:
    values0 = values
  _5 = torch.gt(torch.size(self0, -2), torch.size(self0, -1))
  if _5:
    _6 = torch.ne(way, "gelsy")
  else:
    _6 = False
  if _6:
    gap = torch.sub(torch.matmul(self0, x), y)
    residuals1 = torch.sum(torch.square(torch.abs(gap)), [-2])
    residuals0 = residuals1
  else:
    residuals0 = residuals
  if vector:
    x1 = torch.squeeze(x, -1)
    if torch.gt(torch.dim(residuals0), 1):
      _7 = True
    else:
      _8 = torch.gt(torch.numel(residuals0), 0)
      _7 = _8
    if _7:
      residuals3 = torch.squeeze(residuals0, -1)
    else:
      residuals3 = residuals0
    x0, residuals2 = x1, residuals3
  else:
    x0, residuals2 = x, residuals0
  return (x0, residuals2, ranks0, values0)

def aten_linalg_matrix_rank_atol_rtol_float(self0: Tensor,
    atol: Optional[float],
    rtol: Optional[float],
    hermitian: bool) -> Tensor:
  if self0.dim() < 2:
    ops.prim.RaiseException("torch.linalg.matrix_rank: The input tensor input must have at least 2 dimensions.", "operator.RuntimeError")
  if torch.__isnot__(atol, None):
    low = unchecked_cast(float, atol)
  else:
    low = 0.
  if torch.__isnot__(rtol, None):
    share = unchecked_cast(float, rtol)
  else:
    if torch.gt(low, 0.):
      share = 0.
    else:
      if torch.eq(ops.prim.itemsize(torch.abs(self0)), 8):
        eps = 2.2204460492503131e-16
      else:
        eps = 1.1920928955078125e-07
      share = torch.mul(eps, float(ops.prim.max(torch.size(self0, -1), torch.size(self0, -2))))
  if hermitian:
    values, _0 = torch.linalg_eigh(self0)
    s = torch.abs(values)
  else:
    _1, s, _2 = torch.linalg_svd(self0, False)
  if torch.eq(torch.size(s, -1), 0):
    count = torch.sum(s, [-1], dtype=4)
  else:
    limit = torch.clamp_min(torch.mul(torch.amax(s, [-1], True), share), low)
    count = torch.sum(torch.gt(s, limit), [-1])
  return count

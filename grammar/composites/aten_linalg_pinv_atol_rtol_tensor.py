def aten_linalg_pinv_atol_rtol_tensor(self0: Tensor,
    atol: Optional[Tensor],
    rtol: Optional[Tensor],
    hermitian: bool) -> Tensor:
  kind = ops.prim.dtype(self0)
  if self0.dim() < 2 or kind != 6 and kind != 7 and kind != 9 and kind != 10:
    ops.prim.RaiseException("linalg.pinv(" + __torch__.errors.scalar_type(kind) + "{" + str(torch.size(self0)) + "}): expected a tensor with 2 or more dimensions of float, double, cfloat or cdouble types", "operator.RuntimeError")
  low = __torch__.thresholds.absolute("torch.linalg.pinv", self0, atol)
  share = __torch__.thresholds.relative("torch.linalg.pinv", self0, low, rtol)
  if hermitian and torch.gt(torch.numel(self0), 0):
    values, vectors = torch.linalg_eigh(self0)
    s = torch.abs(values)
    u = vectors
    v = torch.mH(torch.mul(vectors, torch.unsqueeze(torch.sign(values), -2)))
  else:
    u, s, v = torch.linalg_svd(self0, False)
  if torch.eq(torch.size(s, -1), 0):
    return torch.clone(torch.mH(self0))
  limit = torch.max(torch.unsqueeze(low, -1), torch.mul(torch.amax(s, [-1], True), torch.unsqueeze(share, -1)))
  turned = torch.where(torch.gt(s, limit), torch.reciprocal(s), torch.zeros_like(s))
  return torch.matmul(torch.mul(torch.mH(v), torch.unsqueeze(turned, -2)), torch.mH(u))

def aten_linalg_cholesky(self0: Tensor,
    upper: bool) -> Tensor:
  result, info = torch.linalg_cholesky_ex(self0, upper=upper)
  if bool(torch.any(info)):
    _0 = torch.format("linalg.cholesky: The factorization could not be completed because the input is not positive-definite (the leading minor of order {} is not positive-definite).", int(torch.max(info)))
    ops.prim.RaiseException(_0, "operator.RuntimeError")
  else:
    pass
  return result

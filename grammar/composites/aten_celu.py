def aten_celu(self0: Tensor,
    alpha: number) -> Tensor:
  if torch.eq(float(alpha), 0.):
    ops.prim.RaiseException("ZeroDivisionError: alpha cannot be 0 for CELU", "operator.RuntimeError")
  else:
    pass
  _0 = torch.elu(self0, alpha, 1., torch.div(1., float(alpha)))
  return _0

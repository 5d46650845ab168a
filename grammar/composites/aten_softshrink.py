def aten_softshrink(self0: Tensor,
    lambd: number) -> Tensor:
  if torch.lt(float(lambd), 0.):
    kind = ops.prim.dtype(self0)
    if torch.eq(kind, 7):
      limits = "1.79769e+308] for input dtype Double"
    else:
      if torch.eq(kind, 5):
        limits = "65504] for input dtype Half"
      else:
        if torch.eq(kind, 15):
          limits = "3.38953e+38] for input dtype BFloat16"
        else:
          limits = "3.40282e+38] for input dtype Float"
    _1 = torch.format("lambda must be in range [0, {}, but found {}", limits, lambd)
    ops.prim.RaiseException(_1, "operator.RuntimeError")
  else:
    pass
  below = torch.where(torch.lt(self0, torch.neg(lambd)), torch.add(self0, lambd), torch.mul(self0, 0))
  _0 = torch.where(torch.gt(self0, lambd), torch.sub(self0, lambd), below)
  return _0

def aten_mvlgamma(self0: Tensor,
    p: int) -> Tensor:
  if torch.lt(p, 1):
    ops.prim.RaiseException("p has to be greater than or equal to 1", "operator.RuntimeError")
  else:
    pass
  x = torch.unsqueeze(torch.mul(self0, 1.), -1)
  steps = torch.mul(torch.arange(p, dtype=ops.prim.dtype(x)), 0.5)
  constant = torch.mul(torch.mul(float(torch.mul(p, torch.sub(p, 1))), 0.25), 1.1447298858494002)
  return torch.add(torch.sum(torch.lgamma(torch.sub(x, steps)), [-1]), constant)

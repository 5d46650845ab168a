def aten_cauchy_(self0: Tensor,
    median: float,
    sigma: float,
    generator: Optional[Generator]) -> Tensor:
  if sigma <= 0:
    ops.prim.RaiseException("cauchy_ expects sigma > 0.0, but found sigma={}".format(sigma), "operator.RuntimeError")
  if not self0.is_floating_point():
    ops.prim.RaiseException("Cauchy distribution is a continuous probability distribution. dtype must be a floating point", "operator.RuntimeError")
  drawn = torch.empty_like(self0, dtype=7).uniform_(generator=generator).clamp_(2.220446049250313e-16, 1 - 2.220446049250313e-16)
  return self0.copy_(torch.tan((drawn - 0.5) * 3.141592653589793) * sigma + median)

def aten_log_normal_(self0: Tensor,
    mean: float,
    std: float,
    generator: Optional[Generator]) -> Tensor:
  if std <= 0:
    ops.prim.RaiseException("log_normal_ expects std > 0.0, but found std={}".format(std), "operator.RuntimeError")
  if not self0.is_floating_point():
    __torch__.errors.not_implemented("log_normal_cpu", self0.dtype)
  # Of elements that lie apart normal_ draws one after another, as PyTorch draws these.
  drawn = torch.empty([self0.numel(), 2], dtype=7).select(1, 0).normal_(mean, std, generator=generator)
  return self0.copy_(torch.exp(drawn).as_strided(self0.size(), torch.empty_like(self0).stride()))

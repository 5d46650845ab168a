def aten_log_normal_(self0: Tensor,
    mean: float,
    std: float,
    generator: Optional[Generator]) -> Tensor:
  if std <= 0:
    ops.prim.RaiseException("log_normal_ expects std > 0.0, but found std={}".format(std), "operator.RuntimeError")
  if not self0.is_floating_point():
    __torch__.errors.not_implemented("log_normal_cpu", self0.dtype)
  drawn = torch.empty_like(self0, dtype=7)
  # normal_ draws fewer than 16 numbers one after another, as PyTorch draws all of these.
  for part in drawn.as_strided([drawn.numel()], [1]).split(8):
    part.normal_(mean, std, generator=generator)
  return self0.copy_(torch.exp(drawn))

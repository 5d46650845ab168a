def aten_geometric_(self0: Tensor,
    p: float,
    generator: Optional[Generator]) -> Tensor:
  if p <= 0 or p >= 1:
    ops.prim.RaiseException("geometric_ expects p to be in (0, 1), but got p={}".format(p), "operator.RuntimeError")
  if self0.is_complex() or self0.dtype == 11:
    __torch__.errors.not_implemented("geometric_cpu", self0.dtype)
  drawn = torch.empty_like(self0, dtype=7).uniform_(generator=generator)
  return self0.copy_(torch.ceil(torch.log(drawn) / torch.log1p(torch.full([], -p, dtype=7))))

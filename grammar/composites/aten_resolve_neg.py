def aten_resolve_neg(self0: Tensor) -> Tensor:
  return self0

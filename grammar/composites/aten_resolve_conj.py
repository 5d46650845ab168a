def aten_resolve_conj(self0: Tensor) -> Tensor:
  return self0

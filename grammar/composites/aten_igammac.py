def aten_igammac(self0: Tensor,
    other: Tensor) -> Tensor:
  return __torch__.special.gamma_share(self0, other, True, "igammac_cpu")

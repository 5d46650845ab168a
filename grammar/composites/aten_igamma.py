def aten_igamma(self0: Tensor,
    other: Tensor) -> Tensor:
  return __torch__.special.gamma_share(self0, other, False, "igamma_cpu")

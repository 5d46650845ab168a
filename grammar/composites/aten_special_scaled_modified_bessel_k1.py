def aten_special_scaled_modified_bessel_k1(x: Tensor) -> Tensor:
  wide = __torch__.special.wide(x, "scaled_modified_bessel_k1_cpu")
  return __torch__.special.rounded(__torch__.special.scaled_k(wide, 1), x)

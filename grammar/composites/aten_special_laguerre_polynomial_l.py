def aten_special_laguerre_polynomial_l(x: Tensor,
    n: Tensor) -> Tensor:
  return __torch__.orthogonal.values(x, n, (x + n).dtype, "laguerre_polynomial_l_cpu", [-1.0, 1.0], 3)

def aten_special_legendre_polynomial_p(x: Tensor,
    n: Tensor) -> Tensor:
  return __torch__.orthogonal.values(x, n, (x + n).dtype, "legendre_polynomial_p_cpu", [1.0, 0.0], 4)

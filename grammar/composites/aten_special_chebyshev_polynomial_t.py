def aten_special_chebyshev_polynomial_t(x: Tensor,
    n: Tensor) -> Tensor:
  return __torch__.orthogonal.values(x, n, (x + n).dtype, "chebyshev_polynomial_t_cpu", [1.0, 0.0, 2.0, 0.0], 0)

def aten_special_shifted_chebyshev_polynomial_t(x: Tensor,
    n: Tensor) -> Tensor:
  return __torch__.orthogonal.values(x, n, (x + n).dtype, "shifted_chebyshev_polynomial_t_cpu", [2.0, -1.0, 4.0, -2.0], 0)

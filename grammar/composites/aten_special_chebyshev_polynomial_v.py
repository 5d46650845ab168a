def aten_special_chebyshev_polynomial_v(x: Tensor,
    n: Tensor) -> Tensor:
  return __torch__.orthogonal.values(x, n, (x + n).dtype, "chebyshev_polynomial_v_cpu", [2.0, -1.0, 2.0, 0.0], 0)

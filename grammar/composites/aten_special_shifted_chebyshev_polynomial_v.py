def aten_special_shifted_chebyshev_polynomial_v(x: Tensor,
    n: Tensor) -> Tensor:
  return __torch__.orthogonal.values(x, n, (x + n).dtype, "shifted_chebyshev_polynomial_v_cpu", [4.0, -3.0, 4.0, -2.0], 0)

def aten_special_shifted_chebyshev_polynomial_w(x: Tensor,
    n: Tensor) -> Tensor:
  return __torch__.orthogonal.values(x, n, (x + n).dtype, "shifted_chebyshev_polynomial_w_cpu", [4.0, -1.0, 4.0, -2.0], 0)

def aten_special_shifted_chebyshev_polynomial_u(x: Tensor,
    n: Tensor) -> Tensor:
  return __torch__.orthogonal.values(x, n, (x + n).dtype, "shifted_chebyshev_polynomial_u_cpu", [4.0, -2.0, 4.0, -2.0], 0)

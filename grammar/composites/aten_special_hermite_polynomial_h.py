def aten_special_hermite_polynomial_h(x: Tensor,
    n: Tensor) -> Tensor:
  return __torch__.orthogonal.values(x, n, (x + n).dtype, "hermite_polynomial_h_cpu", [2.0, 0.0], 1)

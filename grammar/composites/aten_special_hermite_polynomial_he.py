def aten_special_hermite_polynomial_he(x: Tensor,
    n: Tensor) -> Tensor:
  return __torch__.orthogonal.values(x, n, (x + n).dtype, "hermite_polynomial_he_cpu", [1.0, 0.0], 2)

def aten_special_legendre_polynomial_p_x_scalar(x: number,
    n: Tensor) -> Tensor:
  return __torch__.orthogonal.values(torch.scalar_tensor(x), n, (torch.scalar_tensor(x) + n).dtype, "legendre_polynomial_p_cpu", [1.0, 0.0], 4)

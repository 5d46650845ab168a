def aten_special_chebyshev_polynomial_t_x_scalar(x: number,
    n: Tensor) -> Tensor:
  return __torch__.orthogonal.values(torch.scalar_tensor(x), n, (torch.scalar_tensor(x) + n).dtype, "chebyshev_polynomial_t_cpu", [1.0, 0.0, 2.0, 0.0], 0)

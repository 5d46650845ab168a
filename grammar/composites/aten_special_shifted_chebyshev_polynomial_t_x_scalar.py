def aten_special_shifted_chebyshev_polynomial_t_x_scalar(x: number,
    n: Tensor) -> Tensor:
  return __torch__.orthogonal.values(torch.scalar_tensor(x), n, (torch.scalar_tensor(x) + n).dtype, "shifted_chebyshev_polynomial_t_cpu", [2.0, -1.0, 4.0, -2.0], 0)

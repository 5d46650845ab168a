def aten_special_chebyshev_polynomial_u_x_scalar(x: number,
    n: Tensor) -> Tensor:
  return __torch__.orthogonal.values(torch.scalar_tensor(x), n, (torch.scalar_tensor(x) + n).dtype, "chebyshev_polynomial_u_cpu", [2.0, 0.0, 2.0, 0.0], 0)

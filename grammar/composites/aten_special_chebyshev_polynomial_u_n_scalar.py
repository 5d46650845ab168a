def aten_special_chebyshev_polynomial_u_n_scalar(x: Tensor,
    n: number) -> Tensor:
  return __torch__.orthogonal.values(x, torch.scalar_tensor(n), (x + torch.scalar_tensor(n)).dtype, "chebyshev_polynomial_u_cpu", [2.0, 0.0, 2.0, 0.0], 0)

def aten_special_shifted_chebyshev_polynomial_t_n_scalar(x: Tensor,
    n: number) -> Tensor:
  return __torch__.orthogonal.values(x, torch.scalar_tensor(n), (x + torch.scalar_tensor(n)).dtype, "shifted_chebyshev_polynomial_t_cpu", [2.0, -1.0, 4.0, -2.0], 0)

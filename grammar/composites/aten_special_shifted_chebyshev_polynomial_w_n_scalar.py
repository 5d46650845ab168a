def aten_special_shifted_chebyshev_polynomial_w_n_scalar(x: Tensor,
    n: number) -> Tensor:
  return __torch__.orthogonal.values(x, torch.scalar_tensor(n), (x + torch.scalar_tensor(n)).dtype, "shifted_chebyshev_polynomial_w_cpu", [4.0, -1.0, 4.0, -2.0], 0)

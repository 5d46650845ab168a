def aten_special_laguerre_polynomial_l_n_scalar(x: Tensor,
    n: number) -> Tensor:
  return __torch__.orthogonal.values(x, torch.scalar_tensor(n), (x + torch.scalar_tensor(n)).dtype, "laguerre_polynomial_l_cpu", [-1.0, 1.0], 3)

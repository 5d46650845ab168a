def aten_special_legendre_polynomial_p_n_scalar(x: Tensor,
    n: number) -> Tensor:
  return __torch__.orthogonal.values(x, torch.scalar_tensor(n), (x + torch.scalar_tensor(n)).dtype, "legendre_polynomial_p_cpu", [1.0, 0.0], 4)

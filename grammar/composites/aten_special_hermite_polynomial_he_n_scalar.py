def aten_special_hermite_polynomial_he_n_scalar(x: Tensor,
    n: number) -> Tensor:
  return __torch__.orthogonal.values(x, torch.scalar_tensor(n), (x + torch.scalar_tensor(n)).dtype, "hermite_polynomial_he_cpu", [1.0, 0.0], 2)

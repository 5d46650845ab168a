def aten_special_hermite_polynomial_h_n_scalar(x: Tensor,
    n: number) -> Tensor:
  return __torch__.orthogonal.values(x, torch.scalar_tensor(n), (x + torch.scalar_tensor(n)).dtype, "hermite_polynomial_h_cpu", [2.0, 0.0], 1)

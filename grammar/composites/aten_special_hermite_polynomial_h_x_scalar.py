def aten_special_hermite_polynomial_h_x_scalar(x: number,
    n: Tensor) -> Tensor:
  return __torch__.orthogonal.values(torch.scalar_tensor(x), n, (torch.scalar_tensor(x) + n).dtype, "hermite_polynomial_h_cpu", [2.0, 0.0], 1)

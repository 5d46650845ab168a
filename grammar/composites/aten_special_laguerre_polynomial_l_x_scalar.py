def aten_special_laguerre_polynomial_l_x_scalar(x: number,
    n: Tensor) -> Tensor:
  return __torch__.orthogonal.values(torch.scalar_tensor(x), n, (torch.scalar_tensor(x) + n).dtype, "laguerre_polynomial_l_cpu", [-1.0, 1.0], 3)

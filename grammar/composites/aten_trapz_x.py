def aten_trapz_x(y: Tensor,
    x: Tensor,
    dim: int) -> Tensor:
  return torch.trapezoid(y, x, dim=dim)

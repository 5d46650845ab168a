def aten_trapz_dx(y: Tensor,
    dx: float,
    dim: int) -> Tensor:
  return torch.trapezoid(y, dx=dx, dim=dim)

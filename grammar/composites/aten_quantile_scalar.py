def aten_quantile_scalar(self0: Tensor,
    q: float,
    dim: Optional[int],
    keepdim: bool,
    interpolation: str) -> Tensor:
  return torch.quantile(self0, __torch__.quantile.scalar(self0, q, "quantile"), dim, keepdim, interpolation=interpolation)

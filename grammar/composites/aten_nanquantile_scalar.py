def aten_nanquantile_scalar(self0: Tensor,
    q: float,
    dim: Optional[int],
    keepdim: bool,
    interpolation: str) -> Tensor:
  return torch.nanquantile(self0, __torch__.quantile.scalar(self0, q, "nanquantile"), dim, keepdim, interpolation=interpolation)

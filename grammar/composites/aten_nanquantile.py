def aten_nanquantile(self0: Tensor,
    q: Tensor,
    dim: Optional[int],
    keepdim: bool,
    interpolation: str) -> Tensor:
  return __torch__.quantile.run(self0, q, dim, keepdim, interpolation, "nanquantile", True)

def aten_gradient_scalararray(self0: Tensor,
    spacing: number,
    dim: List[int],
    edge_order: int) -> List[Tensor]:
  dims = __torch__.gradient.axes(self0, dim)
  return __torch__.gradient.even(self0, [float(spacing) for _ in dims], dims, edge_order)

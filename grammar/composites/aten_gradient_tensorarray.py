def aten_gradient_tensorarray(self0: Tensor,
    spacing: List[Tensor],
    dim: List[int],
    edge_order: int) -> List[Tensor]:
  dims = __torch__.gradient.axes(self0, dim)
  return __torch__.gradient.uneven(self0, spacing, dims, edge_order)

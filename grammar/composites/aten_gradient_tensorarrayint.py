def aten_gradient_tensorarrayint(self0: Tensor,
    spacing: List[Tensor],
    dim: Optional[int],
    edge_order: int) -> List[Tensor]:
  dims = __torch__.gradient.axes(self0, [dim] if dim is not None else None)
  return __torch__.gradient.uneven(self0, spacing, dims, edge_order)

def aten_gradient_scalarrayint(self0: Tensor,
    spacing: List[number],
    dim: Optional[int],
    edge_order: int) -> List[Tensor]:
  dims = __torch__.gradient.axes(self0, [dim] if dim is not None else None)
  return __torch__.gradient.even(self0, [float(s) for s in spacing], dims, edge_order)

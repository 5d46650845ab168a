def aten_gradient_scalarrayarray(self0: Tensor,
    spacing: List[number],
    dim: List[int],
    edge_order: int) -> List[Tensor]:
  dims = __torch__.gradient.axes(self0, dim)
  return __torch__.gradient.even(self0, [float(s) for s in spacing], dims, edge_order)

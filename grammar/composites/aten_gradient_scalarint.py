def aten_gradient_scalarint(self0: Tensor,
    spacing: Optional[number],
    dim: Optional[int],
    edge_order: int) -> List[Tensor]:
  dims = __torch__.gradient.axes(self0, [dim] if dim is not None else None)
  step = 1. if spacing is None else float(spacing)
  return __torch__.gradient.even(self0, [step for _ in dims], dims, edge_order)

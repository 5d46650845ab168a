def aten_nonzero_static(self0: Tensor,
    size: int,
    fill_value: int) -> Tensor:
  if size < 0:
    ops.prim.RaiseException("nonzero_static: 'size' must be an non-negative integer", "operator.RuntimeError")
  found = torch.full([size, self0.dim()], fill_value, dtype=4)
  places = torch.nonzero(self0)
  count = min(size, places.size(0))
  found[:count].copy_(places[:count])
  return found

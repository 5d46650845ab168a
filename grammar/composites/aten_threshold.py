def aten_threshold(self0: Tensor,
    threshold: number,
    value: number) -> Tensor:
  filling = torch.full([], value, dtype=ops.prim.dtype(self0))
  return torch.where(torch.le(self0, threshold), filling, self0)

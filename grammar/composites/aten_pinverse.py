def aten_pinverse(self0: Tensor,
    rcond: float) -> Tensor:
  return torch.linalg_pinv(self0, rcond)

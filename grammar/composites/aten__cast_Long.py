def aten__cast_Long(self0: Tensor,
    non_blocking: bool) -> Tensor:
  return torch.to(self0, 4, non_blocking)

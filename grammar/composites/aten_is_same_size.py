def aten_is_same_size(self0: Tensor,
    other: Tensor) -> bool:
  return torch.eq(torch.size(self0), torch.size(other))

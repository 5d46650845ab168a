def aten_view_as(self0: Tensor,
    other: Tensor) -> Tensor:
  return torch.view(self0, torch.size(other))

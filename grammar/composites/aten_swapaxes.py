def aten_swapaxes(self0: Tensor,
    axis0: int,
    axis1: int) -> Tensor:
  return torch.transpose(self0, axis0, axis1)

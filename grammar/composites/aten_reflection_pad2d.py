def aten_reflection_pad2d(self0: Tensor,
    padding: List[int]) -> Tensor:
  return torch.pad(self0, padding, "reflect")

def quantized_clamp(qx: Tensor,
    min: Optional[number],
    max: Optional[number]) -> Tensor:
  return torch.clamp(qx, min, max)

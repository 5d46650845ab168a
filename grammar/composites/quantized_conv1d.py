def quantized_conv1d(qx: Tensor,
    packed_weight: __torch__.torch.classes.quantized.Conv2dPackedParamsBase,
    output_scale: float,
    output_zero_point: int) -> Tensor:
  y = (packed_weight).apply_quantized(torch.unsqueeze(qx, -2), output_scale, output_zero_point, False, )
  return torch.squeeze(y, -2)

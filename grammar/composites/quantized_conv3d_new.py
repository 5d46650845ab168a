def quantized_conv3d_new(qx: Tensor,
    packed_weight: __torch__.torch.classes.quantized.Conv3dPackedParamsBase,
    output_scale: float,
    output_zero_point: int) -> Tensor:
  return (packed_weight).apply_quantized(qx, output_scale, output_zero_point, False, )

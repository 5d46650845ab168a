def quantized_conv2d_relu_new(qx: Tensor,
    packed_weight: __torch__.torch.classes.quantized.Conv2dPackedParamsBase,
    output_scale: float,
    output_zero_point: int) -> Tensor:
  return (packed_weight).apply_quantized(qx, output_scale, output_zero_point, True, )

def quantized_conv2d(qx: Tensor,
    weight: __torch__.torch.classes.quantized.Conv2dPackedParamsBase,
    stride: List[int],
    padding: List[int],
    dilation: List[int],
    groups: int,
    output_scale: float,
    output_zero_point: int) -> Tensor:
  return (weight).apply_quantized(qx, output_scale, output_zero_point, False, )

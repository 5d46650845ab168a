def quantized_conv_prepack(weight: Tensor,
    bias: Optional[Tensor],
    stride: List[int],
    padding: List[int],
    dilation: List[int],
    groups: int) -> __torch__.torch.classes.quantized.Conv2dPackedParamsBase:
  return ops.quantized.conv2d_prepack(weight, bias, stride, padding, dilation, groups)

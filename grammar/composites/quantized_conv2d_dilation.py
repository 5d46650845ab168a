def quantized_conv2d_dilation(packed_weights: __torch__.torch.classes.quantized.Conv2dPackedParamsBase) -> List[int]:
  return packed_weights.dilation_

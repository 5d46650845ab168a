def quantized_conv2d_stride(packed_weights: __torch__.torch.classes.quantized.Conv2dPackedParamsBase) -> List[int]:
  return packed_weights.stride_

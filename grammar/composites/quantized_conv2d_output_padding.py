def quantized_conv2d_output_padding(packed_weights: __torch__.torch.classes.quantized.Conv2dPackedParamsBase) -> List[int]:
  return packed_weights.output_padding_

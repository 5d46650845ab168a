def quantized_conv2d_groups(packed_weights: __torch__.torch.classes.quantized.Conv2dPackedParamsBase) -> int:
  return packed_weights.groups_

def quantized_conv3d_unpack(packed_weights: __torch__.torch.classes.quantized.Conv3dPackedParamsBase) -> Tuple[Tensor, Optional[Tensor]]:
  return (packed_weights.weight, packed_weights.bias)

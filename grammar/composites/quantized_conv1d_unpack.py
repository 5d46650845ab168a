def quantized_conv1d_unpack(packed_weights: __torch__.torch.classes.quantized.Conv2dPackedParamsBase) -> Tuple[Tensor, Optional[Tensor]]:
  return (torch.squeeze(packed_weights.weight, -2), packed_weights.bias)

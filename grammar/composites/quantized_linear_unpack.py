def quantized_linear_unpack(W_prepack: __torch__.torch.classes.quantized.LinearPackedParamsBase) -> Tuple[Tensor, Optional[Tensor]]:
  return (W_prepack.weight, W_prepack.bias)

def quantized_linear_dynamic_fp16(X: Tensor,
    W_prepack: __torch__.torch.classes.quantized.LinearPackedParamsBase) -> Tensor:
  return (W_prepack).apply_dynamic(X, False, )

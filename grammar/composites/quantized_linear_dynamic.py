def quantized_linear_dynamic(X: Tensor,
    W_prepack: __torch__.torch.classes.quantized.LinearPackedParamsBase,
    reduce_range: bool) -> Tensor:
  return (W_prepack).apply_dynamic(X, reduce_range, )

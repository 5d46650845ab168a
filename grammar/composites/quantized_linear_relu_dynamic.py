def quantized_linear_relu_dynamic(X: Tensor,
    W_prepack: __torch__.torch.classes.quantized.LinearPackedParamsBase,
    reduce_range: bool) -> Tensor:
  return torch.relu((W_prepack).apply_dynamic(X, reduce_range, ))

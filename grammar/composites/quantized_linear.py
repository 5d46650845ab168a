def quantized_linear(X: Tensor,
    W_prepack: __torch__.torch.classes.quantized.LinearPackedParamsBase,
    Y_scale_i: float,
    Y_zero_point_i: int) -> Tensor:
  return (W_prepack).apply_quantized(X, Y_scale_i, Y_zero_point_i, False, )

def prepacked_conv2d_transpose_clamp_run(X: Tensor,
    W_prepack: __torch__.torch.classes.xnnpack.TransposeConv2dOpContext) -> Tensor:
  return (W_prepack).run(X, )

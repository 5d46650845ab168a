def prepacked_conv2d_clamp_run(X: Tensor,
    W_prepack: __torch__.torch.classes.xnnpack.Conv2dOpContext) -> Tensor:
  return (W_prepack).run(X, )

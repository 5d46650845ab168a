def prepacked_linear_clamp_run(X: Tensor,
    W_prepack: __torch__.torch.classes.xnnpack.LinearOpContext) -> Tensor:
  return (W_prepack).run(X, )

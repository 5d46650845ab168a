def prepacked_linear_clamp_prepack(W: Tensor,
    B: Optional[Tensor],
    output_min: Optional[number],
    output_max: Optional[number]) -> __torch__.torch.classes.xnnpack.LinearOpContext:
  made = __torch__.torch.classes.xnnpack.LinearOpContext.__new__(__torch__.torch.classes.xnnpack.LinearOpContext)
  _0 = (made).__setstate__((W, B, output_min, output_max), )
  return made

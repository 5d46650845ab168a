def prepacked_conv2d_transpose_clamp_prepack(W: Tensor,
    B: Optional[Tensor],
    stride: List[int],
    padding: List[int],
    output_padding: List[int],
    dilation: List[int],
    groups: int,
    output_min: Optional[number],
    output_max: Optional[number]) -> __torch__.torch.classes.xnnpack.TransposeConv2dOpContext:
  made = __torch__.torch.classes.xnnpack.TransposeConv2dOpContext.__new__(__torch__.torch.classes.xnnpack.TransposeConv2dOpContext)
  _0 = (made).__setstate__((W, B, stride, padding, output_padding, dilation, groups, output_min, output_max), )
  return made

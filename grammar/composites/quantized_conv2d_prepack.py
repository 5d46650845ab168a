def quantized_conv2d_prepack(weight: Tensor,
    bias: Optional[Tensor],
    stride: List[int],
    padding: List[int],
    dilation: List[int],
    groups: int) -> __torch__.torch.classes.quantized.Conv2dPackedParamsBase:
  made = __torch__.torch.classes.quantized.Conv2dPackedParamsBase.__new__(__torch__.torch.classes.quantized.Conv2dPackedParamsBase)
  _0 = (made).fill(weight, bias, stride, padding, dilation, torch.mul([0], 2), groups, False, )
  return made

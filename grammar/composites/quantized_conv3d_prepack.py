def quantized_conv3d_prepack(weight: Tensor,
    bias: Optional[Tensor],
    stride: List[int],
    padding: List[int],
    dilation: List[int],
    groups: int) -> __torch__.torch.classes.quantized.Conv3dPackedParamsBase:
  made = __torch__.torch.classes.quantized.Conv3dPackedParamsBase.__new__(__torch__.torch.classes.quantized.Conv3dPackedParamsBase)
  _0 = (made).fill(weight, bias, stride, padding, dilation, torch.mul([0], 3), groups, False, )
  return made

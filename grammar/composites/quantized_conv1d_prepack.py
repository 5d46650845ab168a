def quantized_conv1d_prepack(weight: Tensor,
    bias: Optional[Tensor],
    stride: List[int],
    padding: List[int],
    dilation: List[int],
    groups: int) -> __torch__.torch.classes.quantized.Conv2dPackedParamsBase:
  made = __torch__.torch.classes.quantized.Conv2dPackedParamsBase.__new__(__torch__.torch.classes.quantized.Conv2dPackedParamsBase)
  _0 = (made).fill(torch.unsqueeze(weight, -2), bias, torch.add([1], stride), torch.add([0], padding), torch.add([1], dilation), torch.mul([0], 2), groups, False, )
  return made

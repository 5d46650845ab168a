def quantized_linear_prepack(W: Tensor,
    B: Optional[Tensor]) -> __torch__.torch.classes.quantized.LinearPackedParamsBase:
  made = __torch__.torch.classes.quantized.LinearPackedParamsBase.__new__(__torch__.torch.classes.quantized.LinearPackedParamsBase)
  _0 = (made).__setstate__((W, B), )
  return made

def quantized_linear_prepack_fp16(W: Tensor,
    B: Optional[Tensor]) -> __torch__.torch.classes.quantized.LinearPackedParamsBase:
  made = __torch__.torch.classes.quantized.LinearPackedParamsBase.__new__(__torch__.torch.classes.quantized.LinearPackedParamsBase)
  _0 = (made).__setstate__((torch.to(torch.to(W, 5), 6), B), )
  return made

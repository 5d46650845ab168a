def quantized_make_quantized_cell_params_fp16(w_ih: __torch__.torch.classes.quantized.LinearPackedParamsBase,
    w_hh: __torch__.torch.classes.quantized.LinearPackedParamsBase) -> __torch__.torch.classes.rnn.CellParamsBase:
  made = __torch__.torch.classes.rnn.CellParamsBase.__new__(__torch__.torch.classes.rnn.CellParamsBase)
  _0 = (made).__setstate__(("quantized_fp16", annotate(List[Tensor], []), annotate(List[float], []), annotate(List[int], []), [w_ih, w_hh]), )
  return made

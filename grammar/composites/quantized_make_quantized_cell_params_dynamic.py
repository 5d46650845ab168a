def quantized_make_quantized_cell_params_dynamic(w_ih: __torch__.torch.classes.quantized.LinearPackedParamsBase,
    w_hh: __torch__.torch.classes.quantized.LinearPackedParamsBase,
    bias_ih: Tensor,
    bias_hh: Tensor,
    reduce_range: bool) -> __torch__.torch.classes.rnn.CellParamsBase:
  made = __torch__.torch.classes.rnn.CellParamsBase.__new__(__torch__.torch.classes.rnn.CellParamsBase)
  _0 = (made).__setstate__(("quantized_dynamic", [bias_ih, bias_hh], annotate(List[float], []), [int(reduce_range)], [w_ih, w_hh]), )
  return made

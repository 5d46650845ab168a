def quantized_quantized_gru_cell_dynamic(input: Tensor,
    hx: Tensor,
    w_ih: __torch__.torch.classes.quantized.LinearPackedParamsBase,
    w_hh: __torch__.torch.classes.quantized.LinearPackedParamsBase,
    b_ih: Tensor,
    b_hh: Tensor) -> Tensor:
  return __torch__.rnn.gru_step(w_ih.apply_dynamic(input, True), w_hh.apply_dynamic(hx, True), hx)

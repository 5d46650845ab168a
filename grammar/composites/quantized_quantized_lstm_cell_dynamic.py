def quantized_quantized_lstm_cell_dynamic(input: Tensor,
    hx: List[Tensor],
    w_ih: __torch__.torch.classes.quantized.LinearPackedParamsBase,
    w_hh: __torch__.torch.classes.quantized.LinearPackedParamsBase,
    bias_ih: Tensor,
    bias_hh: Tensor) -> Tuple[Tensor, Tensor]:
  gates = w_ih.apply_dynamic(input, True) + w_hh.apply_dynamic(hx[0], True)
  return __torch__.rnn.lstm_step(gates, hx[1])

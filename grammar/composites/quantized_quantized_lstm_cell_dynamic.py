def quantized_quantized_lstm_cell_dynamic(input: Tensor,
    hx: List[Tensor],
    w_ih: __torch__.torch.classes.quantized.LinearPackedParamsBase,
    w_hh: __torch__.torch.classes.quantized.LinearPackedParamsBase,
    bias_ih: Tensor,
    bias_hh: Tensor) -> Tuple[Tensor, Tensor]:
  gates = torch.chunk(w_ih.apply_dynamic(input, True) + w_hh.apply_dynamic(hx[0], True), 4, 1)
  c = __torch__.rnn.lstm_memory(gates, hx[1])
  return (torch.sigmoid(gates[3]) * torch.tanh(c), c)

def quantized_quantized_rnn_tanh_cell_dynamic(input: Tensor,
    hx: Tensor,
    w_ih: __torch__.torch.classes.quantized.LinearPackedParamsBase,
    w_hh: __torch__.torch.classes.quantized.LinearPackedParamsBase,
    b_ih: Tensor,
    b_hh: Tensor) -> Tensor:
  return torch.tanh(torch.add((w_ih).apply_dynamic(input, True, ), (w_hh).apply_dynamic(hx, True, )))

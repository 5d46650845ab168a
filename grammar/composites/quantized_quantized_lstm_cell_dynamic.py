def quantized_quantized_lstm_cell_dynamic(input: Tensor,
    hx: List[Tensor],
    w_ih: __torch__.torch.classes.quantized.LinearPackedParamsBase,
    w_hh: __torch__.torch.classes.quantized.LinearPackedParamsBase,
    bias_ih: Tensor,
    bias_hh: Tensor) -> Tuple[Tensor, Tensor]:
  gates = torch.add((w_ih).apply_dynamic(input, True, ), (w_hh).apply_dynamic(hx[0], True, ))
  parts = torch.chunk(gates, 4, 1)
  kept = torch.mul(torch.sigmoid(parts[1]), hx[1])
  c = torch.add(kept, torch.mul(torch.sigmoid(parts[0]), torch.tanh(parts[2])))
  return (torch.mul(torch.sigmoid(parts[3]), torch.tanh(c)), c)

def quantized_quantized_gru_cell_dynamic(input: Tensor,
    hx: Tensor,
    w_ih: __torch__.torch.classes.quantized.LinearPackedParamsBase,
    w_hh: __torch__.torch.classes.quantized.LinearPackedParamsBase,
    b_ih: Tensor,
    b_hh: Tensor) -> Tensor:
  inputs = torch.chunk((w_ih).apply_dynamic(input, True, ), 3, 1)
  hidden = torch.chunk((w_hh).apply_dynamic(hx, True, ), 3, 1)
  reset = torch.sigmoid(torch.add(inputs[0], hidden[0]))
  update = torch.sigmoid(torch.add(inputs[1], hidden[1]))
  new = torch.tanh(torch.add(inputs[2], torch.mul(reset, hidden[2])))
  return torch.add(torch.mul(torch.sub(hx, new), update), new)

def aten_rnn_tanh_cell(input: Tensor,
    hx: Tensor,
    w_ih: Tensor,
    w_hh: Tensor,
    b_ih: Optional[Tensor],
    b_hh: Optional[Tensor]) -> Tensor:
  __torch__.rnn.check_cell(input, hx, w_ih.size(1), w_hh.size(1))
  _0 = torch.add(torch.linear(input, w_ih, b_ih), torch.linear(hx, w_hh, b_hh))
  return torch.tanh(_0)

def aten_gru_cell(input: Tensor,
    hx: Tensor,
    w_ih: Tensor,
    w_hh: Tensor,
    b_ih: Optional[Tensor],
    b_hh: Optional[Tensor]) -> Tensor:
  return __torch__.rnn.gru_step(torch.linear(input, w_ih, b_ih), torch.linear(hx, w_hh, b_hh), hx)

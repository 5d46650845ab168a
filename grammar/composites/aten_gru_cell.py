def aten_gru_cell(input: Tensor,
    hx: Tensor,
    w_ih: Tensor,
    w_hh: Tensor,
    b_ih: Optional[Tensor],
    b_hh: Optional[Tensor]) -> Tensor:
  i = torch.chunk(torch.linear(input, w_ih, b_ih), 3, 1)
  h = torch.chunk(torch.linear(hx, w_hh, b_hh), 3, 1)
  reset = torch.sigmoid(torch.add(i[0], h[0]))
  update = torch.sigmoid(torch.add(i[1], h[1]))
  _0 = torch.add(i[2], torch.mul(h[2], reset))
  fresh = torch.tanh(_0)
  _1 = torch.mul(torch.sub(hx, fresh), update)
  return torch.add(_1, fresh)

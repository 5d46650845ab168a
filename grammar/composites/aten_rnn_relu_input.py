def aten_rnn_relu_input(input: Tensor,
    hx: Tensor,
    params: List[Tensor],
    has_biases: bool,
    num_layers: int,
    dropout: float,
    train: bool,
    bidirectional: bool,
    batch_first: bool) -> Tuple[Tensor, Tensor]:
  y, h, c = __torch__.rnn.run(input, None, [hx], params, None, has_biases, num_layers, dropout, train, bidirectional, batch_first,
      lstm=False, gru=False, relu=True)
  return (y, h)

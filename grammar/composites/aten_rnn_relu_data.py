def aten_rnn_relu_data(data: Tensor,
    batch_sizes: Tensor,
    hx: Tensor,
    params: List[Tensor],
    has_biases: bool,
    num_layers: int,
    dropout: float,
    train: bool,
    bidirectional: bool) -> Tuple[Tensor, Tensor]:
  y, h, c = __torch__.rnn.run(data, batch_sizes, [hx], params, None, has_biases, num_layers, dropout, train, bidirectional, False,
      lstm=False, gru=False, relu=True)
  return (y, h)

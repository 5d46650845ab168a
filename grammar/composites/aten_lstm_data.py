def aten_lstm_data(data: Tensor,
    batch_sizes: Tensor,
    hx: List[Tensor],
    params: List[Tensor],
    has_biases: bool,
    num_layers: int,
    dropout: float,
    train: bool,
    bidirectional: bool) -> Tuple[Tensor, Tensor, Tensor]:
  return __torch__.rnn.run(data, batch_sizes, hx, params, None, has_biases, num_layers, dropout, train, bidirectional, False,
      lstm=True, gru=False, relu=False)

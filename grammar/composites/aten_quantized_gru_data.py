def aten_quantized_gru_data(data: Tensor,
    batch_sizes: Tensor,
    hx: Tensor,
    params: List[__torch__.torch.classes.rnn.CellParamsBase],
    has_biases: bool,
    num_layers: int,
    dropout: float,
    train: bool,
    bidirectional: bool) -> Tuple[Tensor, Tensor]:
  y, h, c = __torch__.rnn.run(data, batch_sizes, [hx], [], params, has_biases, num_layers, dropout, train, bidirectional, False,
      lstm=False, gru=True, relu=False)
  return (y, h)

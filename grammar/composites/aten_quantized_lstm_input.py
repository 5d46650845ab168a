def aten_quantized_lstm_input(input: Tensor,
    hx: List[Tensor],
    params: List[__torch__.torch.classes.rnn.CellParamsBase],
    has_biases: bool,
    num_layers: int,
    dropout: float,
    train: bool,
    bidirectional: bool,
    batch_first: bool,
    dtype: Optional[int],
    use_dynamic: bool) -> Tuple[Tensor, Tensor, Tensor]:
  if len(hx) != 2:
    ops.prim.RaiseException("lstm expects two hidden states", "operator.RuntimeError")
  return __torch__.rnn.run(input, None, hx, [], params, has_biases, num_layers, dropout, train, bidirectional, batch_first,
      lstm=True, gru=False, relu=False)

def aten_lstm_input(input: Tensor,
    hx: List[Tensor],
    params: List[Tensor],
    has_biases: bool,
    num_layers: int,
    dropout: float,
    train: bool,
    bidirectional: bool,
    batch_first: bool) -> Tuple[Tensor, Tensor, Tensor]:
  if batch_first:
    x = torch.transpose(input, 0, 1)
  else:
    x = input
  if bidirectional:
    directions = 2
  else:
    directions = 1
  per = torch.floordiv(torch.len(params), torch.mul(num_layers, directions))
  if has_biases:
    plain = 4
  else:
    plain = 2
  if torch.ne(torch.len(hx), 2):
    ops.prim.RaiseException("lstm expects two hidden states")
  else:
    pass
  hs = annotate(List[Tensor], [])
  cs = annotate(List[Tensor], [])
  x0 = x
  for layer in range(num_layers):
    outputs = annotate(List[Tensor], [])
    for direction in range(directions):
      k = torch.add(torch.mul(layer, directions), direction)
      w_ih = params[torch.mul(k, per)]
      w_hh = params[torch.add(torch.mul(k, per), 1)]
      if has_biases:
        b_ih0 = params[torch.add(torch.mul(k, per), 2)]
        b_hh0 = params[torch.add(torch.mul(k, per), 3)]
        b_ih : Optional[Tensor] = b_ih0
        b_hh : Optional[Tensor] = b_hh0
      else:
        b_ih, b_hh = None, None
      h = torch.select(hx[0], 0, k)
      c = torch.select(hx[1], 0, k)
      projected = torch.linear(x0, w_ih, b_ih)
      steps = annotate(List[Tensor], [])
      n = torch.size(x0, 0)
      c0 = c
      h0 = h
      for t in range(n):
        if torch.eq(direction, 1):
          at = torch.sub(torch.sub(n, 1), t)
        else:
          at = t
        gates = torch.add(torch.select(projected, 0, at), torch.linear(h0, w_hh, b_hh))
        parts = torch.chunk(gates, 4, -1)
        _0 = torch.mul(torch.sigmoid(parts[1]), c0)
        _1 = torch.mul(torch.sigmoid(parts[0]), torch.tanh(parts[2]))
        c1 = torch.add(_0, _1)
        h2 = torch.mul(torch.sigmoid(parts[3]), torch.tanh(c1))
        if torch.gt(per, plain):
          w_hr = params[torch.add(torch.mul(k, per), plain)]
          h1 = torch.linear(h2, w_hr)
        else:
          h1 = h2
        _2 = torch.append(steps, h1)
        c0, h0 = c1, h1
      _3 = torch.append(hs, h0)
      _4 = torch.append(cs, c0)
      if torch.eq(direction, 1):
        steps1 = torch.slice(steps, None, None, -1)
        steps0 = steps1
      else:
        steps0 = steps
      _5 = torch.append(outputs, torch.stack(steps0))
    if torch.eq(directions, 2):
      x1 = torch.cat(outputs, -1)
    else:
      x1 = outputs[0]
    if torch.gt(dropout, 0.):
      train0 = train
    else:
      train0 = False
    if train0:
      _7 = torch.lt(layer, torch.sub(num_layers, 1))
      _6 = _7
    else:
      _6 = False
    if _6:
      x2 = torch.dropout(x1, dropout, True)
    else:
      x2 = x1
    x0 = x2
  if batch_first:
    y = torch.transpose(x0, 0, 1)
  else:
    y = x0
  return (y, torch.stack(hs), torch.stack(cs))

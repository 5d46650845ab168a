def aten_rnn_relu_input(input: Tensor,
    hx: Tensor,
    params: List[Tensor],
    has_biases: bool,
    num_layers: int,
    dropout: float,
    train: bool,
    bidirectional: bool,
    batch_first: bool) -> Tuple[Tensor, Tensor]:
  if batch_first:
    x = torch.transpose(input, 0, 1)
  else:
    x = input
  if bidirectional:
    directions = 2
  else:
    directions = 1
  if has_biases:
    per = 4
  else:
    per = 2
  hs = annotate(List[Tensor], [])
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
      h = torch.select(hx, 0, k)
      projected = torch.linear(x0, w_ih, b_ih)
      steps = annotate(List[Tensor], [])
      n = torch.size(x0, 0)
      h0 = h
      for t in range(n):
        if torch.eq(direction, 1):
          at = torch.sub(torch.sub(n, 1), t)
        else:
          at = t
        _0 = torch.add(torch.select(projected, 0, at), torch.linear(h0, w_hh, b_hh))
        h1 = torch.relu(_0)
        _1 = torch.append(steps, h1)
        h0 = h1
      _2 = torch.append(hs, h0)
      if torch.eq(direction, 1):
        steps1 = torch.slice(steps, None, None, -1)
        steps0 = steps1
      else:
        steps0 = steps
      _3 = torch.append(outputs, torch.stack(steps0))
    if torch.eq(directions, 2):
      x1 = torch.cat(outputs, -1)
    else:
      x1 = outputs[0]
    if torch.gt(dropout, 0.):
      train0 = train
    else:
      train0 = False
    if train0:
      _5 = torch.lt(layer, torch.sub(num_layers, 1))
      _4 = _5
    else:
      _4 = False
    if _4:
      x2 = torch.dropout(x1, dropout, True)
    else:
      x2 = x1
    x0 = x2
  if batch_first:
    y = torch.transpose(x0, 0, 1)
  else:
    y = x0
  return (y, torch.stack(hs))

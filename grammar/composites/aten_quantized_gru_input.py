def aten_quantized_gru_input(input: Tensor,
    hx: Tensor,
    params: List[__torch__.torch.classes.rnn.CellParamsBase],
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
  hs = annotate(List[Tensor], [])
  x0 = x
  for layer in range(num_layers):
    outputs = annotate(List[Tensor], [])
    for direction in range(directions):
      k = torch.add(torch.mul(layer, directions), direction)
      cell = params[k]
      h = torch.select(hx, 0, k)
      projected = (cell).linear(0, x0, )
      steps = annotate(List[Tensor], [])
      n = torch.size(x0, 0)
      h0 = h
      for t in range(n):
        if torch.eq(direction, 1):
          at = torch.sub(torch.sub(n, 1), t)
        else:
          at = t
        a = torch.chunk(torch.select(projected, 0, at), 3, -1)
        b = torch.chunk((cell).linear(1, h0, ), 3, -1)
        r = torch.sigmoid(torch.add(a[0], b[0]))
        z = torch.sigmoid(torch.add(a[1], b[1]))
        _0 = torch.add(a[2], torch.mul(r, b[2]))
        new = torch.tanh(_0)
        _1 = torch.mul(torch.sub(h0, new), z)
        h1 = torch.add(_1, new)
        _2 = torch.append(steps, h1)
        h0 = h1
      _3 = torch.append(hs, h0)
      if torch.eq(direction, 1):
        steps1 = torch.slice(steps, None, None, -1)
        steps0 = steps1
      else:
        steps0 = steps
      _4 = torch.append(outputs, torch.stack(steps0))
    if torch.eq(directions, 2):
      x1 = torch.cat(outputs, -1)
    else:
      x1 = outputs[0]
    if torch.gt(dropout, 0.):
      train0 = train
    else:
      train0 = False
    if train0:
      _6 = torch.lt(layer, torch.sub(num_layers, 1))
      _5 = _6
    else:
      _5 = False
    if _5:
      x2 = torch.dropout(x1, dropout, True)
    else:
      x2 = x1
    x0 = x2
  if batch_first:
    y = torch.transpose(x0, 0, 1)
  else:
    y = x0
  return (y, torch.stack(hs))

def aten_quantized_gru_data(data: Tensor,
    batch_sizes: Tensor,
    hx: Tensor,
    params: List[__torch__.torch.classes.rnn.CellParamsBase],
    has_biases: bool,
    num_layers: int,
    dropout: float,
    train: bool,
    bidirectional: bool) -> Tuple[Tensor, Tensor]:
  if bidirectional:
    directions = 2
  else:
    directions = 1
  sizes = annotate(List[int], [])
  for i in range(torch.numel(batch_sizes)):
    _0 = int(torch.select(batch_sizes, 0, i))
    _1 = torch.append(sizes, _0)
  hs = annotate(List[Tensor], [])
  x = data
  for layer in range(num_layers):
    outputs = annotate(List[Tensor], [])
    for direction in range(directions):
      k = torch.add(torch.mul(layer, directions), direction)
      cell = params[k]
      projected = (cell).linear(0, x, )
      steps = annotate(List[Tensor], [])
      n = torch.len(sizes)
      if torch.eq(direction, 1):
        first = sizes[torch.sub(n, 1)]
      else:
        first = sizes[0]
      if torch.eq(direction, 1):
        offset = torch.size(x, 0)
      else:
        offset = 0
      h = torch.slice(torch.select(hx, 0, k), 0, None, first)
      done_h = annotate(List[Tensor], [])
      offset0 = offset
      h0 = h
      for t in range(n):
        if torch.eq(direction, 1):
          _2 = sizes[torch.sub(torch.sub(n, 1), t)]
          b = _2
        else:
          b = sizes[t]
        if torch.eq(direction, 1):
          offset1 = torch.sub(offset0, b)
        else:
          offset1 = offset0
        at = torch.slice(projected, 0, offset1, torch.add(offset1, b))
        if torch.eq(direction, 0):
          offset2 = torch.add(offset1, b)
        else:
          offset2 = offset1
        if torch.gt(b, torch.size(h0, 0)):
          _3 = torch.slice(torch.select(hx, 0, k), 0, torch.size(h0, 0), b)
          h1 = torch.cat([h0, _3])
        else:
          h1 = h0
        if torch.lt(b, torch.size(h1, 0)):
          _4 = torch.append(done_h, torch.slice(h1, 0, b))
          h2 = torch.slice(h1, 0, None, b)
        else:
          h2 = h1
        p = torch.chunk(at, 3, -1)
        q = torch.chunk((cell).linear(1, h2, ), 3, -1)
        z = torch.sigmoid(torch.add(p[1], q[1]))
        _5 = p[2]
        _6 = torch.sigmoid(torch.add(p[0], q[0]))
        _7 = torch.add(_5, torch.mul(_6, q[2]))
        new = torch.tanh(_7)
        _8 = torch.mul(torch.sub(h2, new), z)
        h3 = torch.add(_8, new)
        _9 = torch.append(steps, h3)
        offset0, h0 = offset2, h3
      h4 = h0
      for i0 in range(torch.len(done_h)):
        _10 = torch.sub(torch.sub(torch.len(done_h), 1), i0)
        h4 = torch.cat([h4, done_h[_10]])
      _11 = torch.append(hs, h4)
      if torch.eq(direction, 1):
        steps1 = torch.slice(steps, None, None, -1)
        steps0 = steps1
      else:
        steps0 = steps
      _12 = torch.append(outputs, torch.cat(steps0))
    if torch.eq(directions, 2):
      x0 = torch.cat(outputs, -1)
    else:
      x0 = outputs[0]
    if torch.gt(dropout, 0.):
      train0 = train
    else:
      train0 = False
    if train0:
      _14 = torch.lt(layer, torch.sub(num_layers, 1))
      _13 = _14
    else:
      _13 = False
    if _13:
      x1 = torch.dropout(x0, dropout, True)
    else:
      x1 = x0
    x = x1
  return (x, torch.stack(hs))

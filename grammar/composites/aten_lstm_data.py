def aten_lstm_data(data: Tensor,
    batch_sizes: Tensor,
    hx: List[Tensor],
    params: List[Tensor],
    has_biases: bool,
    num_layers: int,
    dropout: float,
    train: bool,
    bidirectional: bool) -> Tuple[Tensor, Tensor, Tensor]:
  if bidirectional:
    directions = 2
  else:
    directions = 1
  if has_biases:
    per0 = 4
  else:
    per0 = 2
  projects = torch.ne(torch.size(hx[0], 2), torch.size(hx[1], 2))
  if projects:
    per = torch.add(per0, 1)
  else:
    per = per0
  sizes = annotate(List[int], [])
  for i in range(torch.numel(batch_sizes)):
    _0 = int(torch.select(batch_sizes, 0, i))
    _1 = torch.append(sizes, _0)
  hs = annotate(List[Tensor], [])
  cs = annotate(List[Tensor], [])
  x = data
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
      projected = torch.linear(x, w_ih, b_ih)
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
      h = torch.slice(torch.select(hx[0], 0, k), 0, None, first)
      c = torch.slice(torch.select(hx[1], 0, k), 0, None, first)
      done_h = annotate(List[Tensor], [])
      done_c = annotate(List[Tensor], [])
      offset0 = offset
      h0 = h
      c0 = c
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
          _3 = torch.slice(torch.select(hx[0], 0, k), 0, torch.size(h0, 0), b)
          h1 = torch.cat([h0, _3])
        else:
          h1 = h0
        if torch.lt(b, torch.size(h1, 0)):
          _4 = torch.append(done_h, torch.slice(h1, 0, b))
          h2 = torch.slice(h1, 0, None, b)
        else:
          h2 = h1
        if torch.gt(b, torch.size(c0, 0)):
          _5 = torch.slice(torch.select(hx[1], 0, k), 0, torch.size(c0, 0), b)
          c1 = torch.cat([c0, _5])
        else:
          c1 = c0
        if torch.lt(b, torch.size(c1, 0)):
          _6 = torch.append(done_c, torch.slice(c1, 0, b))
          c2 = torch.slice(c1, 0, None, b)
        else:
          c2 = c1
        _7 = torch.add(at, torch.linear(h2, w_hh, b_hh))
        parts = torch.chunk(_7, 4, -1)
        _8 = torch.mul(torch.sigmoid(parts[1]), c2)
        _9 = torch.mul(torch.sigmoid(parts[0]), torch.tanh(parts[2]))
        c3 = torch.add(_8, _9)
        full = torch.mul(torch.sigmoid(parts[3]), torch.tanh(c3))
        if projects:
          _18 = torch.sub(torch.mul(torch.add(k, 1), per), 1)
          h3 = torch.linear(full, params[_18])
        else:
          h3 = full
        _10 = torch.append(steps, h3)
        offset0, h0, c0 = offset2, h3, c3
      h4 = h0
      for i0 in range(torch.len(done_h)):
        _11 = torch.sub(torch.sub(torch.len(done_h), 1), i0)
        h4 = torch.cat([h4, done_h[_11]])
      _12 = torch.append(hs, h4)
      c4 = c0
      for i1 in range(torch.len(done_c)):
        _13 = torch.sub(torch.sub(torch.len(done_c), 1), i1)
        c4 = torch.cat([c4, done_c[_13]])
      _14 = torch.append(cs, c4)
      if torch.eq(direction, 1):
        steps1 = torch.slice(steps, None, None, -1)
        steps0 = steps1
      else:
        steps0 = steps
      _15 = torch.append(outputs, torch.cat(steps0))
    if torch.eq(directions, 2):
      x0 = torch.cat(outputs, -1)
    else:
      x0 = outputs[0]
    if torch.gt(dropout, 0.):
      train0 = train
    else:
      train0 = False
    if train0:
      _17 = torch.lt(layer, torch.sub(num_layers, 1))
      _16 = _17
    else:
      _16 = False
    if _16:
      x1 = torch.dropout(x0, dropout, True)
    else:
      x1 = x0
    x = x1
  return (x, torch.stack(hs), torch.stack(cs))

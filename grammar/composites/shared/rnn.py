def check_cell(input: Tensor, h: Tensor, inputs: int, hidden: int) -> None:
  if input.size(1) != inputs:
    ops.prim.RaiseException("input has inconsistent input_size: got {} expected {}".format(input.size(1), inputs), "operator.RuntimeError")
  if input.size(0) != h.size(0):
    ops.prim.RaiseException("Input batch size {} doesn't match hidden0 batch size {}".format(input.size(0), h.size(0)), "operator.RuntimeError")
  if h.size(1) != hidden:
    ops.prim.RaiseException("hidden0 has inconsistent hidden_size: got {}, expected {}".format(h.size(1), hidden), "operator.RuntimeError")
def bias(params: List[Tensor], at: int, has_biases: bool) -> Optional[Tensor]:
  if has_biases:
    return params[at]
  return None
def lstm_memory(gates: List[Tensor], c: Tensor) -> Tensor:
  return torch.sigmoid(gates[1]) * c + torch.sigmoid(gates[0]) * torch.tanh(gates[2])
def gru_step(input: Tensor, hidden: Tensor, h: Tensor) -> Tensor:
  a = torch.chunk(input, 3, -1)
  b = torch.chunk(hidden, 3, -1)
  r = torch.sigmoid(a[0] + b[0])
  z = torch.sigmoid(a[1] + b[1])
  new = torch.tanh(a[2] + r * b[2])
  return (h - new) * z + new
def fitted(h: Tensor, first: Tensor, batch: int, done: List[Tensor]) -> Tensor:
  # Sequences that begin here bring their first state; the last states of those that ended wait in `done`.
  if batch > h.size(0):
    h = torch.cat([h, first[h.size(0):batch]])
  if batch < h.size(0):
    done.append(h[batch:])
    h = h[:batch]
  return h
def completed(h: Tensor, done: List[Tensor]) -> Tensor:
  for i in range(len(done)):
    h = torch.cat([h, done[len(done) - 1 - i]])
  return h
def run(input: Tensor, batch_sizes: Optional[Tensor], hx: List[Tensor], params: List[Tensor],
    cells: Optional[List[__torch__.torch.classes.rnn.CellParamsBase]], has_biases: bool, num_layers: int,
    dropout: float, train: bool, bidirectional: bool, batch_first: bool,
    lstm: bool, gru: bool, relu: bool) -> Tuple[Tensor, Tensor, Tensor]:
  # All recurrent layers; `batch_sizes` is None or that of packed sequences, `cells` the quantized weights.
  # What a caller says of these and of the kind is known before the first step, so no step asks again.
  directions = 2 if bidirectional else 1
  per = len(params) // (num_layers * directions)
  projects = lstm and cells is None and per > (4 if has_biases else 2)
  sizes = annotate(List[int], [])
  if batch_sizes is not None:
    for i in range(batch_sizes.numel()):
      sizes.append(int(batch_sizes.select(0, i)))
  hs = annotate(List[Tensor], [])
  cs = annotate(List[Tensor], [])
  x = input.transpose(0, 1) if batch_first else input
  if x.dim() > 0 and x.size(0) == 0:
    ops.prim.RaiseException("Expected sequence length to be larger than 0 in RNN", "operator.RuntimeError")
  for layer in range(num_layers):
    outputs = annotate(List[Tensor], [])
    for direction in range(directions):
      back = direction == 1
      k = layer * directions + direction
      w_hh = x
      b_hh : Optional[Tensor] = None
      if cells is None:
        projected = torch.linear(x, params[k * per], __torch__.rnn.bias(params, k * per + 2, has_biases))
        w_hh = params[k * per + 1]
        b_hh = __torch__.rnn.bias(params, k * per + 3, has_biases)
      else:
        projected = cells[k].linear(0, x)
      first_h = hx[0].select(0, k)
      first_c = hx[-1].select(0, k)
      done_h = annotate(List[Tensor], [])
      done_c = annotate(List[Tensor], [])
      steps = annotate(List[Tensor], [])
      h = first_h
      c = first_c
      n = x.size(0)
      offset = 0
      if batch_sizes is not None:
        n = len(sizes)
        offset = x.size(0) if back else 0
        h = h[:sizes[n - 1 if back else 0]]
        c = c[:sizes[n - 1 if back else 0]]
      for t in range(n):
        at = n - 1 - t if back else t
        if batch_sizes is None:
          now = projected.select(0, at)
        else:
          batch = sizes[at]
          start = offset - batch if back else offset
          offset = start if back else offset + batch
          now = projected[start:start + batch]
          h = __torch__.rnn.fitted(h, first_h, batch, done_h)
          if lstm:
            c = __torch__.rnn.fitted(c, first_c, batch, done_c)
        if cells is None:
          hidden = torch.linear(h, w_hh, b_hh)
        else:
          hidden = cells[k].linear(1, h)
        if lstm:
          gates = torch.chunk(now + hidden, 4, -1)
          c = __torch__.rnn.lstm_memory(gates, c)
          h = torch.sigmoid(gates[3]) * torch.tanh(c)
          if projects:
            h = torch.linear(h, params[(k + 1) * per - 1])
        elif gru:
          h = __torch__.rnn.gru_step(now, hidden, h)
        elif relu:
          h = torch.relu(now + hidden)
        else:
          h = torch.tanh(now + hidden)
        steps.append(h)
      hs.append(__torch__.rnn.completed(h, done_h))
      if lstm:
        cs.append(__torch__.rnn.completed(c, done_c))
      if back:
        steps.reverse()
      if batch_sizes is None:
        outputs.append(torch.stack(steps))
      else:
        outputs.append(torch.cat(steps))
    x = torch.cat(outputs, -1) if bidirectional else outputs[0]
    if dropout > 0. and train and layer < num_layers - 1:
      x = torch.dropout(x, dropout, True)
  y = x.transpose(0, 1) if batch_first else x
  return (y, torch.stack(hs), torch.stack(cs) if lstm else y)

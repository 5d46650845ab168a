def aten__pack_padded_sequence(input: Tensor,
    lengths: Tensor,
    batch_first: bool) -> Tuple[Tensor, Tensor]:
  if batch_first:
    x = torch.transpose(input, 0, 1)
  else:
    x = input
  if torch.ne(torch.dim(lengths), 1):
    _0 = True
  else:
    _1 = torch.ne(torch.size(lengths, 0), torch.size(x, 1))
    _0 = _1
  if _0:
    _2 = torch.format("Expected `len(lengths)` to be equal to batch_size, but got {} (batch_size={})", torch.numel(lengths), torch.size(x, 1))
    ops.prim.RaiseException(_2, "operator.RuntimeError")
  else:
    pass
  if torch.eq(torch.numel(lengths), 0):
    ops.prim.RaiseException("Cannot pack empty tensors.", "operator.RuntimeError")
  else:
    pass
  sizes = annotate(List[int], [])
  for i in range(torch.numel(lengths)):
    n = int(torch.select(lengths, 0, i))
    if torch.le(n, 0):
      ops.prim.RaiseException("Length of all samples has to be greater than 0, but found an element in \'lengths\' that is <= 0", "operator.RuntimeError")
    else:
      pass
    if torch.gt(i, 0):
      _4 = torch.gt(n, sizes[torch.sub(i, 1)])
      _3 = _4
    else:
      _3 = False
    if _3:
      ops.prim.RaiseException("`lengths` array must be sorted in decreasing order when `enforce_sorted` is True. You can pass `enforce_sorted=False` to pack_padded_sequence and/or pack_sequence to sidestep this requirement if you do not need ONNX exportability.", "operator.RuntimeError")
    else:
      pass
    _5 = torch.append(sizes, n)
  if torch.gt(sizes[0], torch.size(x, 0)):
    ops.prim.RaiseException("Expected `len(lengths)` to be equal to batch_size", "operator.RuntimeError")
  else:
    pass
  steps = annotate(List[Tensor], [])
  counts = annotate(List[int], [])
  for t in range(sizes[0]):
    b = 0
    for _6 in range(torch.len(sizes)):
      n0 = sizes[_6]
      if torch.gt(n0, t):
        b0 = torch.add(b, 1)
      else:
        b0 = b
      b = b0
    _7 = torch.append(counts, b)
    _8 = torch.slice(torch.select(x, 0, t), 0, None, b)
    _9 = torch.append(steps, _8)
  _10 = (torch.cat(steps), torch.tensor(counts, dtype=4))
  return _10

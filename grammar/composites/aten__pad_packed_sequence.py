def aten__pad_packed_sequence(data: Tensor,
    batch_sizes: Tensor,
    batch_first: bool,
    padding_value: number,
    total_length: int) -> Tuple[Tensor, Tensor]:
  steps = torch.numel(batch_sizes)
  if torch.gt(total_length, 0):
    if torch.lt(total_length, steps):
      _0 = torch.format("Expected total_length to be at least the length of the longest sequence in input, but got total_length={} and max sequence length being {}", total_length, steps)
      ops.prim.RaiseException(_0, "operator.RuntimeError")
    else:
      pass
    length = total_length
  else:
    length = steps
  batch = int(torch.select(batch_sizes, 0, 0))
  sizes = [length, batch]
  torch.extend(sizes, torch.slice(torch.size(data), 1))
  out = torch.full(sizes, padding_value, dtype=ops.prim.dtype(data))
  lengths = torch.zeros([batch], dtype=4)
  offset = 0
  for t in range(steps):
    b = int(torch.select(batch_sizes, 0, t))
    _1 = torch.slice(torch.select(out, 0, t), 0, None, b)
    _2 = torch.slice(data, 0, offset, torch.add(offset, b))
    _3 = torch.copy_(_1, _2)
    _4 = torch.add_(torch.slice(lengths, 0, None, b), 1)
    offset = torch.add(offset, b)
  if batch_first:
    _6 = (torch.transpose(out, 0, 1), lengths)
    _5 = _6
  else:
    _5 = (out, lengths)
  return _5

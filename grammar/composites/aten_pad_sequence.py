def aten_pad_sequence(sequences: List[Tensor],
    batch_first: bool,
    padding_value: float,
    padding_side: str) -> Tensor:
  if torch.eq(torch.len(sequences), 0):
    ops.prim.RaiseException("received an empty list of sequences", "operator.RuntimeError")
  else:
    pass
  left = torch.eq(padding_side, "left")
  if torch.__not__(left):
    if torch.ne(padding_side, "right"):
      _0 = torch.format("Expected padding_side to be one of left or right, but got {}.", padding_side)
      ops.prim.RaiseException(_0, "operator.RuntimeError")
    else:
      pass
  else:
    pass
  first = sequences[0]
  longest = 0
  for _1 in range(torch.len(sequences)):
    s = sequences[_1]
    longest = ops.prim.max(longest, torch.size(s, 0))
  sizes = [torch.len(sequences), longest]
  torch.extend(sizes, torch.slice(torch.size(first), 1))
  out = torch.full(sizes, padding_value, dtype=ops.prim.dtype(first))
  for i in range(torch.len(sequences)):
    s0 = sequences[i]
    n = torch.size(s0, 0)
    if left:
      start = torch.sub(longest, n)
    else:
      start = 0
    _2 = torch.slice(torch.select(out, 0, i), 0, start, torch.add(start, n))
    _3 = torch.copy_(_2, s0)
  if batch_first:
    _4 = out
  else:
    _4 = torch.contiguous(torch.transpose(out, 0, 1))
  return _4

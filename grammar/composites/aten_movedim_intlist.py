def aten_movedim_intlist(self0: Tensor,
    source: List[int],
    destination: List[int]) -> Tensor:
  if torch.ne(torch.len(source), torch.len(destination)):
    _0 = torch.format("movedim: Invalid source or destination dims: source ({} dims) should contain the same number of dims as destination ({} dims)", source, destination)
    ops.prim.RaiseException(_0, "operator.RuntimeError")
  else:
    pass
  n = torch.dim(self0)
  x = self0
  order = torch.mul([-1], n)
  rest = annotate(List[int], [])
  for i in range(n):
    _1 = torch.append(rest, i)
  for i0 in range(torch.len(source)):
    x = torch.transpose(x, source[i0], source[i0])
    x = torch.transpose(x, destination[i0], destination[i0])
    s = torch.remainder(torch.add(source[i0], n), ops.prim.max(n, 1))
    d = torch.remainder(torch.add(destination[i0], n), ops.prim.max(n, 1))
    if torch.gt(n, 0):
      if torch.__not__(torch.__contains__(rest, s)):
        _2 = torch.format("movedim: repeated dim in `source` ({})", source)
        ops.prim.RaiseException(_2, "operator.RuntimeError")
      else:
        pass
      if torch.ge(order[d], 0):
        _3 = torch.format("movedim: repeated dim in `destination` ({})", destination)
        ops.prim.RaiseException(_3, "operator.RuntimeError")
      else:
        pass
      torch.remove(rest, s)
      _4 = torch._set_item(order, d, s)
    else:
      pass
  next = 0
  for i1 in range(n):
    if torch.lt(order[i1], 0):
      _5 = torch._set_item(order, i1, rest[next])
      next = torch.add(next, 1)
    else:
      pass
  return torch.permute(x, order)

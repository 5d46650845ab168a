def aten_movedim_int(self0: Tensor,
    source: int,
    destination: int) -> Tensor:
  n = torch.dim(self0)
  if torch.lt(source, 0):
    s = torch.add(source, n)
  else:
    s = source
  if torch.lt(destination, 0):
    d = torch.add(destination, n)
  else:
    d = destination
  order = annotate(List[int], [])
  for i in range(n):
    _0 = torch.append(order, i)
  _1 = torch.pop(order, s)
  torch.insert(order, d, s)
  return torch.permute(self0, order)

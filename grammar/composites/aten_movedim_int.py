def aten_movedim_int(self0: Tensor,
    source: int,
    destination: int) -> Tensor:
  n = torch.dim(self0)
  _0 = torch.transpose(self0, source, source)
  checked = torch.transpose(_0, destination, destination)
  if torch.eq(n, 0):
    moved = checked
  else:
    order = annotate(List[int], [])
    for i in range(n):
      _1 = torch.append(order, i)
    s = torch.pop(order, torch.remainder(torch.add(source, n), n))
    torch.insert(order, torch.remainder(torch.add(destination, n), n), s)
    moved = torch.permute(checked, order)
  return moved

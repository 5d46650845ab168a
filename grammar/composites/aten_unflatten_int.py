def aten_unflatten_int(self0: Tensor,
    dim: int,
    sizes: List[int]) -> Tensor:
  if torch.lt(dim, 0):
    d = torch.add(dim, torch.dim(self0))
  else:
    d = dim
  size = torch.size(self0)
  _0 = torch.add(torch.slice(size, None, d), sizes)
  _1 = torch.add(_0, torch.slice(size, torch.add(d, 1)))
  return torch.view(self0, _1)

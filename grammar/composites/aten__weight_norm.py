def aten__weight_norm(v: Tensor,
    g: Tensor,
    dim: int) -> Tensor:
  dims = annotate(List[int], [])
  for i in range(torch.dim(v)):
    if torch.ne(i, dim):
      _0 = torch.append(dims, i)
    else:
      pass
  _1 = torch.div(g, torch.norm(v, 2, dims, True))
  return torch.mul(v, _1)

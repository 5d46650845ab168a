def aten_fft_ifftshift(self0: Tensor,
    dim: Optional[List[int]]) -> Tensor:
  dims = annotate(List[int], [])
  if torch.__isnot__(dim, None):
    dims0 = unchecked_cast(List[int], dim)
  else:
    for i in range(torch.dim(self0)):
      _0 = torch.append(dims, i)
    dims0 = dims
  shifts = annotate(List[int], [])
  for _1 in range(torch.len(dims0)):
    d = dims0[_1]
    _2 = torch.floordiv(torch.add(torch.size(self0, d), 1), 2)
    _3 = torch.append(shifts, _2)
  return torch.roll(self0, shifts, dims0)

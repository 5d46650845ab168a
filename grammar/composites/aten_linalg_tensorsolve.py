def aten_linalg_tensorsolve(self0: Tensor,
    other: Tensor,
    dims: Optional[List[int]]) -> Tensor:
  x = self0
  if torch.__isnot__(dims, None):
    moved = unchecked_cast(List[int], dims)
    last = annotate(List[int], [])
    for i in range(torch.len(moved)):
      _0 = torch.append(last, torch.add(torch.sub(torch.dim(self0), torch.len(moved)), i))
    x = torch.movedim(self0, moved, last)
  else:
    pass
  sizes = torch.slice(torch.size(x), torch.dim(other))
  n = torch.numel(other)
  flat = torch.linalg_solve(torch.reshape(x, [n, -1]), torch.reshape(other, [-1]))
  return torch.reshape(flat, sizes)

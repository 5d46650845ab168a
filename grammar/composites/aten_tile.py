def aten_tile(self0: Tensor,
    dims: List[int]) -> Tensor:
  missing = torch.sub(torch.dim(self0), torch.len(dims))
  if torch.gt(missing, 0):
    _0 = torch.add(torch.mul([1], missing), dims)
    repeats = _0
  else:
    repeats = dims
  return torch.repeat(self0, repeats)

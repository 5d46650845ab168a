def aten_unique_consecutive(self0: Tensor,
    return_inverse: bool,
    return_counts: bool,
    dim: Optional[int]) -> Tuple[Tensor, Tensor, Tensor]:
  inverse = torch.empty([0], dtype=4)
  counts = torch.empty([0], dtype=4)
  if torch.__is__(dim, None):
    flat, d = torch.reshape(self0, [-1]), 0
  else:
    flat, d = self0, unchecked_cast(int, dim)
  n = torch.size(flat, d)
  if torch.eq(n, 0):
    _1 = (torch.clone(flat), inverse, counts)
    _0 = _1
  else:
    moved = torch.movedim(flat, d, 0)
    rows = torch.reshape(moved, [n, -1])
    fresh = torch.ones([n], dtype=11)
    if torch.gt(n, 1):
      _2 = torch.slice(fresh, 0, 1)
      _3 = torch.ne(torch.slice(rows, 0, 1), torch.slice(rows, 0, None, -1))
      _4 = torch.copy_(_2, torch.any(_3, 1))
    else:
      pass
    _5 = torch.squeeze(torch.nonzero(fresh), 1)
    kept = torch.index_select(rows, 0, _5)
    sizes = torch.size(moved)
    sizes[0] = torch.size(kept, 0)
    unique = torch.movedim(torch.view(kept, sizes), 0, d)
    place = torch.sub(torch.cumsum(torch.to(fresh, 4), 0), 1)
    if return_inverse:
      if torch.__is__(dim, None):
        inverse4 = torch.view(place, torch.size(self0))
        inverse3 = inverse4
      else:
        inverse3 = place
      inverse2 = inverse3
    else:
      inverse2 = inverse
    if return_counts:
      _6 = torch.zeros([torch.size(unique, d)], dtype=4)
      counts1 = torch.scatter_add_(_6, 0, place, torch.ones_like(place))
      counts0 = counts1
    else:
      counts0 = counts
    _0 = (unique, inverse2, counts0)
  return _0

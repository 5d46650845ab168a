def aten__unique2(self0: Tensor,
    sorted: bool,
    return_inverse: bool,
    return_counts: bool) -> Tuple[Tensor, Tensor, Tensor]:
  flat = torch.reshape(self0, [-1])
  n = torch.size(flat, 0)
  inverse = torch.empty([0], dtype=4)
  counts = torch.empty([0], dtype=4)
  if torch.eq(n, 0):
    if return_inverse:
      inverse1 = torch.empty(torch.size(self0), dtype=4)
      inverse0 = inverse1
    else:
      inverse0 = inverse
    _1 = torch.empty([0], dtype=ops.prim.dtype(self0))
    _0 = (_1, inverse0, counts)
  else:
    values, order = torch.sort(flat)
    fresh = torch.ones([n], dtype=11)
    if torch.gt(n, 1):
      _2 = torch.slice(fresh, 0, 1)
      _3 = torch.ne(torch.slice(values, 0, 1), torch.slice(values, 0, None, -1))
      _4 = torch.copy_(_2, _3)
    else:
      pass
    unique = torch.masked_select(values, fresh)
    place = torch.sub(torch.cumsum(torch.to(fresh, 4), 0), 1)
    if return_inverse:
      _5 = torch.scatter_(torch.zeros([n], dtype=4), 0, order, place)
      inverse2 = torch.view(_5, torch.size(self0))
    else:
      inverse2 = inverse
    if return_counts:
      _6 = torch.zeros([torch.size(unique, 0)], dtype=4)
      counts1 = torch.scatter_add_(_6, 0, place, torch.ones_like(place))
      counts0 = counts1
    else:
      counts0 = counts
    _0 = (unique, inverse2, counts0)
  return _0

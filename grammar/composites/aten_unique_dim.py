def aten_unique_dim(self0: Tensor,
    dim: int,
    sorted: bool,
    return_inverse: bool,
    return_counts: bool) -> Tuple[Tensor, Tensor, Tensor]:
  n = torch.size(self0, dim)
  if torch.eq(torch.numel(self0), 0):
    if torch.ne(n, 0):
      ops.prim.RaiseException("There are 0 sized dimensions, and they aren\'t selected, so unique cannot be applied", "operator.RuntimeError")
    else:
      pass
    _1 = (torch.clone(self0), torch.empty([0], dtype=4), torch.empty([0], dtype=4))
    _0 = _1
  else:
    moved = torch.movedim(self0, dim, 0)
    rows = torch.reshape(moved, [n, -1])
    order = torch.arange(n)
    order0 = order
    for i in range(torch.size(rows, 1)):
      _2 = torch.sub(torch.sub(torch.size(rows, 1), 1), i)
      column = torch.index_select(torch.select(rows, 1, _2), 0, order0)
      _3, places = torch.sort(column, stable=True)
      order1 = torch.index_select(order0, 0, places)
      order0 = order1
    rows0 = torch.index_select(rows, 0, order0)
    fresh = torch.ones([n], dtype=11)
    if torch.gt(n, 1):
      _4 = torch.slice(fresh, 0, 1)
      _5 = torch.ne(torch.slice(rows0, 0, 1), torch.slice(rows0, 0, None, -1))
      _6 = torch.copy_(_4, torch.any(_5, 1))
    else:
      pass
    kept = torch.index_select(rows, 0, torch.masked_select(order0, fresh))
    sizes = torch.size(moved)
    sizes[0] = torch.size(kept, 0)
    unique = torch.movedim(torch.view(kept, sizes), 0, dim)
    place = torch.sub(torch.cumsum(torch.to(fresh, 4), 0), 1)
    inverse = torch.scatter_(torch.zeros([n], dtype=4), 0, order0, place)
    _7 = torch.zeros([torch.size(unique, dim)], dtype=4)
    counts = torch.scatter_add_(_7, 0, place, torch.ones_like(place))
    _0 = (unique, inverse, counts)
  return _0

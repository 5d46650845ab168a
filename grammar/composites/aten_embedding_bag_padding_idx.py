def aten_embedding_bag_padding_idx(weight: Tensor,
    indices: Tensor,
    offsets: Tensor,
    scale_grad_by_freq: bool,
    mode: int,
    sparse: bool,
    per_sample_weights: Optional[Tensor],
    include_last_offset: bool,
    padding_idx: Optional[int]) -> Tuple[Tensor, Tensor, Tensor, Tensor]:
  if torch.ne(torch.dim(indices), 1):
    _0 = torch.format("embedding_bag: input has to be a 1D Tensor, but got Tensor of dimension {}", torch.dim(indices))
    ops.prim.RaiseException(_0, "operator.RuntimeError")
  else:
    pass
  if torch.ne(torch.dim(offsets), 1):
    _1 = torch.format("embedding_bag: offsets has to be a 1D Tensor, but got Tensor of dimension {}", torch.dim(offsets))
    ops.prim.RaiseException(_1, "operator.RuntimeError")
  else:
    pass
  if torch.ne(torch.dim(weight), 2):
    _2 = torch.format("embedding_bag: weight has to be a 2D Tensor, but got Tensor of dimension {}", torch.dim(weight))
    ops.prim.RaiseException(_2, "operator.RuntimeError")
  else:
    pass
  n = torch.size(indices, 0)
  bags = torch.size(offsets, 0)
  if include_last_offset:
    bags0 = torch.sub(bags, 1)
  else:
    bags0 = bags
  if torch.__isnot__(padding_idx, None):
    padding_idx0 = unchecked_cast(int, padding_idx)
    count = torch.size(weight, 0)
    if padding_idx0 < -count or padding_idx0 >= count:
      ops.prim.RaiseException("padding_idx must be within the number of embeddings, -{} through {}, but got {}".format(count, count - 1, padding_idx0), "operator.RuntimeError")
    if torch.lt(padding_idx0, 0):
      pad1 = torch.add(padding_idx0, torch.size(weight, 0))
      pad0 = pad1
    else:
      pad0 = padding_idx0
    pad = pad0
  else:
    pad = -1
  ends = annotate(List[int], [])
  for b in range(torch.size(offsets, 0)):
    _3 = torch.append(ends, int(torch.select(offsets, 0, b)))
  if torch.gt(torch.len(ends), 0):
    _4 = torch.ne(ends[0], 0)
  else:
    _4 = False
  if _4:
    _5 = torch.format("offsets[0] has to be 0, i.e., the first sequence in the mini-batch has to start from position 0. However, got {}", ends[0])
    ops.prim.RaiseException(_5, "operator.RuntimeError")
  else:
    pass
  if torch.gt(torch.len(ends), 0):
    _6 = torch.gt(ends[-1], n)
  else:
    _6 = False
  if _6:
    _7 = torch.format("offsets[-1] can not be greater than input\'s length {} but got offsets[-1] of {}", n, ends[-1])
    ops.prim.RaiseException(_7, "operator.RuntimeError")
  else:
    pass
  if torch.__not__(include_last_offset):
    _8 = torch.append(ends, n)
  else:
    pass
  bag = torch.zeros([n], dtype=4)
  sizes = torch.zeros([bags0], dtype=4)
  for b0 in range(bags0):
    _9 = torch.slice(bag, 0, ends[b0], ends[torch.add(b0, 1)])
    _10 = torch.fill_(_9, b0)
  keep = torch.ne(indices, pad)
  places = torch.to(indices, 4)
  __torch__.errors.check_places(places, torch.size(weight, 0), mode)
  rows = torch.embedding(weight, places)
  _11 = torch.__isnot__(per_sample_weights, None)
  if _11:
    per_sample_weights0 = unchecked_cast(Tensor, per_sample_weights)
    if torch.ne(mode, 0):
      _12 = torch.format("embedding_bag: per_sample_weights was not None. per_sample_weights is only supported for mode=\'sum\' (got mode={})", mode)
      ops.prim.RaiseException(_12, "operator.RuntimeError")
    else:
      pass
    _13 = torch.unsqueeze(per_sample_weights0, 1)
    rows0 = torch.mul(rows, _13)
  else:
    rows0 = rows
  sizes0 = torch.scatter_add_(sizes, 0, bag, torch.to(keep, 4))
  if torch.eq(mode, 2):
    out = torch.zeros([bags0, torch.size(weight, 1)], dtype=ops.prim.dtype(weight))
    best = torch.full([bags0, torch.size(weight, 1)], 0, dtype=4)
    for b1 in range(bags0):
      _15 = torch.arange(n)
      _16 = torch.logical_and(torch.eq(bag, b1), keep)
      chosen = torch.masked_select(_15, _16)
      if torch.gt(torch.numel(chosen), 0):
        _17 = torch.index_select(rows0, 0, chosen)
        values, where = torch.max(_17, 0)
        _18 = torch.copy_(torch.select(out, 0, b1), values)
        _19 = torch.select(best, 0, b1)
        _20 = torch.index_select(places, 0, chosen)
        _21 = torch.index_select(_20, 0, where)
        _22 = torch.copy_(_19, _21)
      else:
        pass
    _14 = (out, bag, sizes0, best)
  else:
    rows1 = torch.where(torch.unsqueeze(keep, 1), rows0, torch.zeros_like(rows0))
    out0 = torch.zeros([bags0, torch.size(weight, 1)], dtype=ops.prim.dtype(weight))
    _23 = torch.expand(torch.unsqueeze(bag, 1), [-1, torch.size(weight, 1)])
    out1 = torch.scatter_add_(out0, 0, _23, rows1)
    if torch.eq(mode, 1):
      _24 = torch.unsqueeze(torch.clamp_min(sizes0, 1), 1)
      _25 = torch.to(_24, ops.prim.dtype(weight))
      out2, sizes1, bag0 = torch.div(out1, _25), sizes0, bag
    else:
      sizes2 = torch.zeros([torch.size(offsets, 0)], dtype=4)
      _26 = torch.ne(ops.prim.dtype(weight), 7)
      if _26:
        _27 = torch.__is__(padding_idx, None)
      else:
        _27 = False
      if _27:
        bag1 = torch.empty([0], dtype=4)
      else:
        bag1 = bag
      out2, sizes1, bag0 = out1, sizes2, bag1
    _14 = (out2, bag0, sizes1, sizes1)
  return _14

def aten_segment_reduce(data: Tensor,
    reduce: str,
    lengths: Optional[Tensor],
    indices: Optional[Tensor],
    offsets: Optional[Tensor],
    axis: int,
    unsafe: bool,
    initial: Optional[number]) -> Tensor:
  if torch.__isnot__(indices, None):
    ops.prim.RaiseException("segment_reduce(): indices based reduction is not supported yet.", "operator.RuntimeError")
  else:
    pass
  axis0 = axis
  if torch.lt(axis, 0):
    axis0 = torch.add(axis, torch.dim(data))
  else:
    pass
  if torch.__isnot__(lengths, None):
    counts = unchecked_cast(Tensor, lengths)
    bounds = torch.pad(torch.cumsum(counts, -1), [1, 0])
    if torch.__not__(unsafe):
      if bool(torch.any(torch.lt(counts, 0))):
        ops.prim.RaiseException("lengths contains negative value!", "operator.RuntimeError")
      else:
        pass
      if torch.eq(torch.dim(counts), torch.add(axis0, 1)):
        if bool(torch.any(torch.ne(torch.select(bounds, -1, -1), torch.size(data, axis0)))):
          ops.prim.RaiseException("segment_reduce(): Expected all rows of lengths along axis to sum to data.size(lengths.dim()-1) when !unsafe.", "operator.RuntimeError")
        else:
          pass
      else:
        pass
    else:
      pass
    given = "lengths"
  else:
    if torch.__isnot__(offsets, None):
      bounds = unchecked_cast(Tensor, offsets)
    else:
      ops.prim.RaiseException("segment_reduce(): Either lengths or offsets must be defined.", "operator.RuntimeError")
      bounds = data
    given = "offsets"
  if torch.ne(torch.dim(bounds), torch.add(axis0, 1)):
    ops.prim.RaiseException(torch.format("segment_reduce(): Expected axis to be the last dimension of {} but got {}.", given, axis), "operator.RuntimeError")
  else:
    pass
  mean = torch.eq(reduce, "mean")
  start = 0.
  if torch.__or__(mean, torch.eq(reduce, "sum")):
    how = "sum"
  elif torch.eq(reduce, "prod"):
    how = "prod"
    start = 1.
  elif torch.__or__(torch.eq(reduce, "max"), torch.eq(reduce, "amax")):
    how = "amax"
    start = torch.neg(inf)
  elif torch.__or__(torch.eq(reduce, "min"), torch.eq(reduce, "amin")):
    how = "amin"
    start = inf
  else:
    ops.prim.RaiseException(torch.format("reduce argument must be either sum, prod, mean, amax or amin, got {}", reduce), "operator.RuntimeError")
    how = reduce
  if torch.__isnot__(initial, None):
    start = float(unchecked_cast(number, initial))
  else:
    pass
  n = torch.size(data, axis0)
  outer = torch.slice(torch.size(data), None, axis0)
  inner = torch.slice(torch.size(data), torch.add(axis0, 1))
  segments = torch.sub(torch.size(bounds, -1), 1)
  place = torch.contiguous(torch.expand(torch.arange(n, dtype=ops.prim.dtype(bounds)), torch.add(outer, [n])))
  segment = torch.searchsorted(torch.contiguous(bounds), place, right=True)
  ones = annotate(List[int], [])
  for _0 in range(torch.len(inner)):
    _1 = torch.append(ones, 1)
  segment0 = torch.expand_as(torch.view(segment, torch.add(torch.add(outer, [n]), ones)), data)
  made = torch.new_full(data, torch.add(torch.add(outer, [torch.add(segments, 2)]), inner), start)
  made0 = torch.narrow(torch.scatter_reduce(made, axis0, segment0, data, how), axis0, 1, segments)
  if mean:
    sizes = torch.view(torch.diff(bounds), torch.add(torch.add(outer, [segments]), ones))
    if torch.__isnot__(initial, None):
      sizes = torch.clamp(sizes, 1)
    else:
      pass
    made0 = torch.div(made0, sizes)
  else:
    pass
  return made0

def aten_repeat_interleave_self_Tensor(self0: Tensor,
    repeats: Tensor,
    dim: Optional[int],
    output_size: Optional[int]) -> Tensor:
  if torch.__is__(dim, None):
    x = torch.reshape(self0, [-1])
  else:
    x = self0
  if torch.__is__(dim, None):
    d = 0
  else:
    d = unchecked_cast(int, dim)
  if torch.eq(torch.numel(repeats), 1):
    counts0 = torch.expand(torch.reshape(repeats, [-1]), [torch.size(x, d)])
    counts = counts0
  else:
    counts = repeats
  _0 = torch.ne(torch.numel(counts), torch.size(x, d))
  if _0:
    _1 = torch.format("repeats must have the same size as input along dim, but got repeats.size(0) = {} and input.size({}) = {}", torch.numel(counts), d, torch.size(x, d))
    ops.prim.RaiseException(_1, "operator.RuntimeError")
  else:
    pass
  places = annotate(List[int], [])
  places0 = places
  for i in range(torch.numel(counts)):
    n = int(torch.select(counts, 0, i))
    if torch.lt(n, 0):
      ops.prim.RaiseException("repeats can not be negative", "operator.RuntimeError")
    else:
      pass
    places1 = torch.add(places0, torch.mul([i], n))
    places0 = places1
  _2 = torch.index_select(x, d, torch.tensor(places0, dtype=4))
  return _2

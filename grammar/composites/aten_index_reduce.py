def aten_index_reduce(self0: Tensor,
    dim: int,
    index: Tensor,
    source: Tensor,
    reduce: str,
    include_self: bool) -> Tensor:
  if torch.gt(torch.dim(index), 1):
    ops.prim.RaiseException("index_reduce_(): Index is supposed to be a vector", "operator.IndexError")
  else:
    pass
  if torch.ne(ops.prim.dtype(self0), ops.prim.dtype(source)):
    ops.prim.RaiseException("index_reduce_(): self and source expected to have the same dtype", "operator.RuntimeError")
  else:
    pass
  if torch.eq(torch.dim(self0), 0):
    _0 = torch.scatter_reduce(self0, dim, torch.reshape(index, annotate(List[int], [])), torch.reshape(source, annotate(List[int], [])), reduce, include_self=include_self)
    result = _0
  else:
    shape = annotate(List[int], [])
    for i in range(torch.dim(source)):
      _1 = torch.append(shape, 1)
    _2 = torch._set_item(shape, dim, torch.numel(index))
    places = torch.expand(torch.reshape(index, shape), torch.size(source))
    result = torch.scatter_reduce(self0, dim, places, source, reduce, include_self=include_self)
  return result

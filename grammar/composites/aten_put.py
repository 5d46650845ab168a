def aten_put(self0: Tensor,
    index: Tensor,
    source: Tensor,
    accumulate: bool) -> Tensor:
  _0 = torch.ne(torch.numel(index), torch.numel(source))
  if _0:
    _1 = torch.format("put_(): Expected source and index to have the same number of elements, but got source.numel() = {}, index.numel() = {}", torch.numel(source), torch.numel(index))
    ops.prim.RaiseException(_1, "operator.RuntimeError")
  else:
    pass
  _2 = torch.ne(ops.prim.dtype(self0), ops.prim.dtype(source))
  if _2:
    _3 = torch.format("put_(): self and source expected to have the same dtype, but got self.dtype = {} and source.dtype = {}", ops.prim.dtype(self0), ops.prim.dtype(source))
    ops.prim.RaiseException(_3, "operator.RuntimeError")
  else:
    pass
  flat = torch.clone(torch.reshape(self0, [-1]))
  _4 = torch.index_put_(flat, [torch.reshape(index, [-1])], torch.reshape(source, [-1]), accumulate)
  return torch.view(_4, torch.size(self0))

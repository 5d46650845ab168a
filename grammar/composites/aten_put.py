def aten_put(self0: Tensor,
    index: Tensor,
    source: Tensor,
    accumulate: bool) -> Tensor:
  __torch__.errors.check_same(self0, source, "put_(): self and source expected to have the same dtype, but got self.dtype = {} and source.dtype = {}")
  if ops.prim.dtype(index) != 4:
    ops.prim.RaiseException("put_(): Expected a long tensor for index, but got {}".format(__torch__.errors.scalar_type(ops.prim.dtype(index))), "operator.RuntimeError")
  _0 = torch.ne(torch.numel(index), torch.numel(source))
  if _0:
    _1 = torch.format("put_(): Expected source and index to have the same number of elements, but got source.numel() = {}, index.numel() = {}", torch.numel(source), torch.numel(index))
    ops.prim.RaiseException(_1, "operator.RuntimeError")
  else:
    pass
  flat = torch.clone(torch.reshape(self0, [-1]))
  _4 = torch.index_put_(flat, [torch.reshape(index, [-1])], torch.reshape(source, [-1]), accumulate)
  return torch.view(_4, torch.size(self0))

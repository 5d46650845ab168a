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
    ops.prim.RaiseException(_1, "operator.IndexError")
  else:
    pass
  n = torch.numel(self0)
  if n == 0 and torch.numel(index) > 0:
    ops.prim.RaiseException("put_(): Tried to put elements into an empty tensor", "operator.IndexError")
  strays = torch.masked_select(index, torch.__or__(torch.lt(index, -n), torch.ge(index, n)))
  if strays.numel() > 0:
    ops.prim.RaiseException("out of range: tried to access index {} on a tensor of {} elements.".format(int(strays[0]), n), "operator.IndexError")
  flat = torch.clone(torch.reshape(self0, [-1]))
  _4 = torch.index_put_(flat, [torch.reshape(index, [-1])], torch.reshape(source, [-1]), accumulate)
  filled = torch.view(_4, torch.size(self0))
  return filled if self0.is_contiguous() else torch.empty_like(self0).copy_(filled)

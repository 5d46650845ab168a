def aten_index_copy(self0: Tensor,
    dim: int,
    index: Tensor,
    source: Tensor) -> Tensor:
  x = torch.clone(self0)
  if torch.eq(torch.dim(self0), 0):
    target, given = torch.unsqueeze(x, 0), torch.reshape(source, [-1])
  else:
    target, given = x, source
  __torch__.errors.check_same(self0, source, "index_copy_(): self and source expected to have the same dtype, but got (self) {} and (source) {}")
  if ops.prim.dtype(index) != 4:
    ops.prim.RaiseException("index_copy_(): Expected a long tensor for index, but got {}".format(__torch__.errors.scalar_type(ops.prim.dtype(index))), "operator.RuntimeError")
  if torch.gt(torch.dim(index), 1):
    _2 = torch.format("index_copy_(): Index should have dimension 1 or 0 (got {})", torch.dim(index))
    ops.prim.RaiseException(_2, "operator.IndexError")
  else:
    pass
  if target.dim() != given.dim():
    ops.prim.RaiseException("index_copy_(): When source and destination are not scalars, their dimensionality must match. Source dimensionality ({}), destination dimensionality ({})".format(given.dim(), target.dim()), "operator.IndexError")
  d = dim + target.dim() if dim < 0 else dim
  slice_size = torch.size(target)
  source_size = torch.size(given)
  slice_size.pop(d)
  source_size.pop(d)
  if slice_size != source_size:
    ops.prim.RaiseException("index_copy_(): Source/destination tensor must have same slice shapes. Destination slice shape: {} at dimension {} and source slice shape: {} at dimension 0.".format(" ".join([str(i) for i in slice_size]), d, " ".join([str(i) for i in source_size])), "operator.RuntimeError")
  if torch.gt(torch.dim(given), 0):
    _4 = torch.ne(torch.numel(index), torch.size(given, dim))
    _3 = _4
  else:
    _3 = False
  if _3:
    _5 = torch.format("index_copy_(): Number of indices ({}) should be equal to source.size(dim) ({})", torch.numel(index), torch.size(given, dim))
    ops.prim.RaiseException(_5, "operator.IndexError")
  else:
    pass
  if index.numel() > 0:
    lowest = int(torch.min(index))
    highest = int(torch.max(index))
    wrong = lowest if lowest < 0 else highest
    if wrong < 0 or wrong >= target.size(d):
      ops.prim.RaiseException("index_copy_(): index {} is out of bounds for dimension {} with size {}".format(wrong, d, target.size(d)), "operator.IndexError")
  shape = torch.mul([1], torch.dim(target))
  _6 = torch._set_item(shape, dim, torch.numel(index))
  _7 = torch.expand(torch.reshape(index, shape), torch.size(given))
  _8 = torch.scatter_(target, dim, _7, given)
  return x

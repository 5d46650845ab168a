def aten_index_add(self0: Tensor,
    dim: int,
    index: Tensor,
    source: Tensor,
    alpha: number) -> Tensor:
  if index.dim() > 1:
    ops.prim.RaiseException("index_add_(): Index is supposed to be a vector, but got dim: {} with type: {} and size: {}".format(index.dim(), __torch__.errors.scalar_type(ops.prim.dtype(index)), torch.size(index)), "operator.IndexError")
  if ops.prim.dtype(index) != 3 and ops.prim.dtype(index) != 4:
    ops.prim.RaiseException("index_add_(): Expected dtype int32/int64 for index but got: {}".format(__torch__.errors.scalar_type(ops.prim.dtype(index))), "operator.RuntimeError")
  __torch__.errors.check_same(self0, source, "index_add_(): self ({}) and source ({}) must have the same scalar type")
  if self0.dim() == 0 or source.dim() == 0:
    __torch__.errors.check_source(self0, dim, source)
  x = torch.clone(self0)
  target = torch.unsqueeze(x, 0) if self0.dim() == 0 else x
  given = torch.reshape(source, [-1]) if self0.dim() == 0 else source
  count = 1 if given.dim() == 0 else given.size(dim)
  if index.numel() != count:
    ops.prim.RaiseException("index_add_(): Number of indices ({}) should be equal to source.size(dim): ({}), for dim: {}".format(index.numel(), count, dim), "operator.RuntimeError")
  __torch__.errors.check_source(target, dim, given)
  if self0.numel() == 0:
    return x
  shape = [1] * target.dim()
  shape[dim] = index.numel()
  places = torch.expand(torch.to(torch.reshape(index, shape), 4), torch.size(given))
  torch.scatter_add_(target, dim, places, torch.mul(given, torch.full([], alpha, dtype=ops.prim.dtype(self0))))
  return x

def aten_index_add(self0: Tensor,
    dim: int,
    index: Tensor,
    source: Tensor,
    alpha: number) -> Tensor:
  x = torch.clone(self0)
  if torch.eq(torch.dim(self0), 0):
    target, given = torch.unsqueeze(x, 0), torch.reshape(source, [-1])
  else:
    target, given = x, source
  if torch.gt(torch.dim(index), 1):
    _0 = torch.format("index_add_(): Index is supposed to be a vector, but got dim: {} with type: Int and size: {}", torch.dim(index), torch.size(index))
    ops.prim.RaiseException(_0, "operator.RuntimeError")
  else:
    pass
  _1 = torch.ne(ops.prim.dtype(self0), ops.prim.dtype(source))
  if _1:
    _2 = torch.format("index_add_(): self ({}) and source ({}) must have the same scalar type", ops.prim.dtype(self0), ops.prim.dtype(source))
    ops.prim.RaiseException(_2, "operator.RuntimeError")
  else:
    pass
  _3 = torch.ne(torch.numel(index), torch.size(given, dim))
  if _3:
    _4 = torch.format("index_add_(): Number of indices ({}) should be equal to source.size(dim): ({}), for dim: {}", torch.numel(index), torch.size(given, dim), dim)
    ops.prim.RaiseException(_4, "operator.RuntimeError")
  else:
    pass
  shape = torch.mul([1], torch.dim(target))
  _5 = torch._set_item(shape, dim, torch.numel(index))
  _6 = torch.to(torch.reshape(index, shape), 4)
  places = torch.expand(_6, torch.size(given))
  _7 = torch.scatter_add_(target, dim, places, torch.mul(given, alpha))
  return x

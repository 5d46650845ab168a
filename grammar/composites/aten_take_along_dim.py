def aten_take_along_dim(self0: Tensor,
    indices: Tensor,
    dim: Optional[int]) -> Tensor:
  if torch.__is__(dim, None):
    result0 = torch.gather(torch.reshape(self0, [-1]), 0, torch.reshape(indices, [-1]))
    result = result0
  else:
    dim0 = unchecked_cast(int, dim)
    if torch.lt(dim0, 0):
      d = torch.add(dim0, torch.dim(self0))
    else:
      d = dim0
    _0 = torch.ne(torch.dim(self0), torch.dim(indices))
    if _0:
      _1 = torch.format("torch.take_along_dim(): input and indices should have the same number of dimensions, but got {} dimensions for input, and {} dimensions for indices", torch.dim(self0), torch.dim(indices))
      ops.prim.RaiseException(_1, "operator.RuntimeError")
    else:
      pass
    __torch__.errors.check_dim(self0, dim0)
    a = torch.size(self0)
    _2 = torch._set_item(a, d, torch.size(indices, d))
    b = torch.size(indices)
    _3 = torch._set_item(b, d, torch.size(self0, d))
    sizes = torch.broadcast_shapes(a, torch.size(indices))
    places = torch.remainder(torch.broadcast_to(indices, sizes), torch.size(self0, d))
    sizes0 = torch.broadcast_shapes(torch.size(self0), b)
    _4 = torch._set_item(sizes0, d, torch.size(self0, d))
    result1 = torch.gather(torch.broadcast_to(self0, sizes0), d, places)
    result = result1
  return result

def aten_masked_scatter(self0: Tensor,
    mask: Tensor,
    source: Tensor) -> Tensor:
  _0 = torch.broadcast_tensors([self0, mask])
  x, m, = _0
  __torch__.errors.check_same(self0, source, "masked_scatter: expected self and source to have same dtypes but got{} and {}")
  if ops.prim.dtype(mask) != 11:
    ops.prim.RaiseException("masked_scatter_ only supports boolean masks, but got mask with dtype {}".format(__torch__.errors.scalar_type(ops.prim.dtype(mask))), "operator.RuntimeError")
  flat = torch.reshape(m, [-1])
  place = torch.sub(torch.cumsum(torch.to(flat, 4), 0), 1)
  if torch.eq(torch.numel(x), 0):
    _4 = True
  else:
    _4 = torch.eq(int(torch.sum(flat)), 0)
  if _4:
    _5 = torch.clone(x, memory_format=0)
  else:
    _6 = torch.gt(int(torch.sum(flat)), torch.numel(source))
    if _6:
      ops.prim.RaiseException("Number of elements of source < number of ones in mask", "operator.RuntimeError")
    else:
      pass
    found = torch.index_select(torch.reshape(source, [-1]), 0, torch.clamp_min(place, 0))
    _7 = torch.where(m, torch.view(found, torch.size(x)), x)
    _5 = torch.contiguous(_7)
  return _5

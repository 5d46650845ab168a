def aten_select_scatter(self0: Tensor,
    src: Tensor,
    dim: int,
    index: int) -> Tensor:
  result = torch.clone(self0)
  place = torch.select(result, dim, index)
  _0 = torch.ne(torch.size(place), torch.size(src))
  if _0:
    _1 = torch.format("expected src to have a size equal to the slice of self. src size = {}, slice size = {}", torch.size(src), torch.size(place))
    ops.prim.RaiseException(_1, "operator.RuntimeError")
  else:
    pass
  _2 = torch.copy_(place, src)
  return result

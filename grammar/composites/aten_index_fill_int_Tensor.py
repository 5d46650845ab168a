def aten_index_fill_int_Tensor(self0: Tensor,
    dim: int,
    index: Tensor,
    value: Tensor) -> Tensor:
  if torch.ne(torch.dim(value), 0):
    _0 = torch.format("index_fill_ only supports a 0-dimensional value tensor, but got tensor with {} dimension(s).", torch.dim(value))
    ops.prim.RaiseException(_0, "operator.RuntimeError")
  else:
    pass
  _1 = torch.index_fill(self0, dim, index, torch.item(value))
  return _1

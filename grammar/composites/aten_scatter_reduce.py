def aten_scatter_reduce(self0: Tensor,
    dim: int,
    index: Tensor,
    src: Tensor,
    reduce: str) -> Tensor:
  if torch.eq(reduce, "add"):
    how = "sum"
  else:
    if torch.eq(reduce, "multiply"):
      how0 = "prod"
    else:
      ops.prim.RaiseException("reduce argument must be either add or multiply.", "operator.RuntimeError")
      _0 = uninitialized(str)
      how0 = _0
    how = how0
  _1 = torch.scatter_reduce(self0, dim, index, src, how)
  return _1

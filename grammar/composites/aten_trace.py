def aten_trace(self0: Tensor) -> Tensor:
  if torch.ne(torch.dim(self0), 2):
    _0 = torch.format("trace: expected a matrix, but got tensor with dim {}", torch.dim(self0))
    ops.prim.RaiseException(_0, "operator.RuntimeError")
  else:
    pass
  return torch.sum(torch.diagonal(self0))

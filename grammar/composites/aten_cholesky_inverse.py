def aten_cholesky_inverse(self0: Tensor,
    upper: bool) -> Tensor:
  if torch.dim(self0) < 2:
    ops.prim.RaiseException("cholesky_inverse: The input tensor A must have at least 2 dimensions.", "operator.RuntimeError")
  eye = torch.expand(torch.eye(torch.size(self0, -1), dtype=ops.prim.dtype(self0)), torch.size(self0))
  return torch.cholesky_solve(eye, self0, upper)

def aten_triangular_solve(self0: Tensor,
    A: Tensor,
    upper: bool,
    transpose: bool,
    unitriangular: bool) -> Tuple[Tensor, Tensor]:
  if self0.dim() < 2 or A.dim() < 2:
    ops.prim.RaiseException("torch.triangular_solve: Expected b and A to have at least 2 dimensions", "operator.RuntimeError")
  batch = (self0[..., 0:0, 0:0] + A[..., 0:0, 0:0]).size()[:-2]
  b = self0.expand(batch + self0.size()[-2:])
  a = A.expand(batch + A.size()[-2:])
  side = upper != transpose
  x = torch.linalg_solve_triangular(a.mT if transpose else a, b, upper=side, unitriangular=unitriangular)
  return (x, a.clone())

def aten_linalg_lu_solve(LU: Tensor,
    pivots: Tensor,
    B: Tensor,
    left: bool,
    adjoint: bool) -> Tensor:
  if LU.dim() < 2:
    ops.prim.RaiseException("torch.linalg.lu_solve: The input tensor A must have at least 2 dimensions.", "operator.RuntimeError")
  if B.dim() < 2:
    ops.prim.RaiseException("linalg.lu_solve: The input tensor B must have at least 2 dimensions.", "operator.RuntimeError")
  P, L, U = torch.lu_unpack(LU, pivots)
  A = torch.matmul(P, torch.matmul(L, U))
  if adjoint:
    A0 = torch.mH(A)
  else:
    A0 = A
  x, _0 = torch.linalg_solve_ex(A0, B, left=left)
  return x

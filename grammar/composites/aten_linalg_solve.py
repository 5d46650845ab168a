def aten_linalg_solve(A: Tensor,
    B: Tensor,
    left: bool) -> Tensor:
  result, info = torch.linalg_solve_ex(A, B, left=left)
  if bool(torch.any(info)):
    ops.prim.RaiseException("linalg.solve: The solver failed because the input matrix is singular.", "operator.RuntimeError")
  else:
    pass
  return result

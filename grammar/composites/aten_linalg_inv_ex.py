def aten_linalg_inv_ex(A: Tensor,
    check_errors: bool) -> Tuple[Tensor, Tensor]:
  if torch.lt(torch.dim(A), 2):
    ops.prim.RaiseException("linalg.inv: The input tensor A must have at least 2 dimensions.", "operator.RuntimeError")
  else:
    pass
  _0 = torch.ne(torch.size(A, -1), torch.size(A, -2))
  if _0:
    _1 = torch.format("linalg.inv: A must be batches of square matrices, but they are {} by {} matrices", torch.size(A, -2), torch.size(A, -1))
    ops.prim.RaiseException(_1, "operator.RuntimeError")
  else:
    pass
  _2 = torch.eye(torch.size(A, -1), dtype=ops.prim.dtype(A))
  result, info = torch.linalg_solve_ex(A, torch.expand(_2, torch.size(A)))
  if check_errors:
    _3 = bool(torch.any(info))
  else:
    _3 = False
  if _3:
    _4 = torch.format("linalg.inv: The diagonal element {} is zero, the inversion could not be completed because the input matrix is singular.", int(torch.max(info)))
    ops.prim.RaiseException(_4, "operator.RuntimeError")
  else:
    pass
  return (result, info)

def aten_lu_solve(self0: Tensor,
    LU_data: Tensor,
    LU_pivots: Tensor) -> Tensor:
  return torch.linalg_lu_solve(LU_data, LU_pivots, self0)

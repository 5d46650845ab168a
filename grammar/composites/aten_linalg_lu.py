def aten_linalg_lu(A: Tensor,
    pivot: bool) -> Tuple[Tensor, Tensor, Tensor]:
  lu, pivots, _0 = torch.linalg_lu_factor_ex(A, pivot=pivot)
  P, L, U = torch.lu_unpack(lu, pivots, True, pivot)
  return (P, L, U)

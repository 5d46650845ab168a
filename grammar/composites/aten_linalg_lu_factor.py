def aten_linalg_lu_factor(A: Tensor,
    pivot: bool) -> Tuple[Tensor, Tensor]:
  lu, pivots, _0 = torch.linalg_lu_factor_ex(A, pivot=pivot)
  return (lu, pivots)

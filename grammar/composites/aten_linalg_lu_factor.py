def aten_linalg_lu_factor(A: Tensor,
    pivot: bool) -> Tuple[Tensor, Tensor]:
  lu, pivots, info = torch.linalg_lu_factor_ex(A, pivot=pivot)
  bad = torch.reshape(info, [-1])
  singular = torch.nonzero(bad)
  if singular.numel() > 0:
    at = int(singular[0, 0])
    batch = "" if A.dim() < 3 else "(Batch element {}): ".format(at)
    place = int(bad[at])
    ops.prim.RaiseException("torch.linalg.lu_factor: {}U[{},{}] is zero and using it on lu_solve would result in a division by zero. If you still want to perform the factorization, consider calling linalg.lu(A, pivot) or linalg.lu_factor_ex(A, pivot)".format(batch, place, place), "operator.RuntimeError")
  return (lu, pivots)

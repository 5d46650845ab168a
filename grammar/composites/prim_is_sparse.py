def prim_is_sparse(a: Tensor) -> bool:
  return False

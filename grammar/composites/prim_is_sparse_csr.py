def prim_is_sparse_csr(a: Tensor) -> bool:
  return False

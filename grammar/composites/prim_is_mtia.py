def prim_is_mtia(a: Tensor) -> bool:
  return False

def prim_is_mps(a: Tensor) -> bool:
  return False

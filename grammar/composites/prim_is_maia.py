def prim_is_maia(a: Tensor) -> bool:
  return False

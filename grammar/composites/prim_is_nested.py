def prim_is_nested(a: Tensor) -> bool:
  return False

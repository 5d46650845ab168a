def prim_name(a: Tensor) -> Optional[str]:
  return None

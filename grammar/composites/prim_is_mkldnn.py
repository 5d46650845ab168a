def prim_is_mkldnn(a: Tensor) -> bool:
  return False

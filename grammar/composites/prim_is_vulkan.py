def prim_is_vulkan(a: Tensor) -> bool:
  return False

def prim_itemsize(a: Tensor) -> int:
  return torch.element_size(a)

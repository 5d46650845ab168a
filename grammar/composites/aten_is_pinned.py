def aten_is_pinned(self0: Tensor,
    device: Optional[Device]) -> bool:
  return False

def places(length: int, periodic: bool, dtype: Optional[int], name: str) -> Tensor:
  # 0, 1, ... of a window of two elements or more; a periodic one has one element more, which is cut off.
  if length < 0:
    ops.prim.RaiseException("{} requires non-negative window_length, got window_length={}".format(name, length), "operator.RuntimeError")
  return torch.arange(length + 1 if periodic else length, dtype=6 if dtype is None else dtype)
def finished(window: Tensor, length: int) -> Tensor:
  return torch.ones_like(window[:length]) if length <= 1 else window[:length]

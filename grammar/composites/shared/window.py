def places(length: int, periodic: bool, dtype: Optional[int], name: str) -> Tensor:
  # 0, 1, ... of a window of two elements or more; a periodic one has one element more, which is cut off.
  if length < 0:
    ops.prim.RaiseException("{} requires non-negative window_length, got window_length={}".format(name, length), "operator.RuntimeError")
  given = 6 if dtype is None else dtype
  if given != 5 and given != 6 and given != 7 and given != 15:
    ops.prim.RaiseException("{} expects floating point dtypes, got: {}".format(name, __torch__.errors.scalar_type(given)), "operator.RuntimeError")
  return torch.arange(length + 1 if periodic else length, dtype=given)
def finished(window: Tensor, length: int) -> Tensor:
  return torch.ones_like(window[:length]) if length <= 1 else window[:length]
def cosine(length: int, periodic: bool, alpha: float, beta: float, dtype: Optional[int], name: str) -> Tensor:
  places = __torch__.window.places(length, periodic, dtype, name)
  last = float(places.size(0) - 1) if length > 1 else 1.
  window = torch.cos(places * (6.2831853071795862 / last)) * -beta + alpha
  return __torch__.window.finished(window, length)

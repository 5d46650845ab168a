def aten_empty_permuted(size: List[int],
    physical_layout: List[int],
    dtype: Optional[int],
    layout: Optional[int],
    device: Optional[Device],
    pin_memory: Optional[bool]) -> Tensor:
  if len(physical_layout) != len(size):
    ops.prim.RaiseException("Number of dimensions in size does not match the length of the physical_layout; i.e. len(size) = {} is not equal to len(physical_layout) = {}".format(len(size), len(physical_layout)), "operator.RuntimeError")
  outer = annotate(List[int], [])
  place = [0 for _ in range(len(size))]
  for i in range(len(size)):
    d = physical_layout[i]
    if d < 0 or d >= len(size):
      ops.prim.RaiseException("Dimension out of range (expected to be between 0 and {}, but got {} at index {}).  NB: negative dims not currently supported; file an issue if you want it.".format(len(size) - 1, d, i), "operator.RuntimeError")
    if d in physical_layout[:i]:
      ops.prim.RaiseException("Duplicate dim not allowed", "operator.RuntimeError")
    outer.append(size[d])
    place[d] = i
  return torch.empty(outer, dtype=dtype).permute(place)

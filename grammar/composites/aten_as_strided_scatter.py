def aten_as_strided_scatter(self0: Tensor,
    src: Tensor,
    size: List[int],
    stride: List[int],
    storage_offset: Optional[int]) -> Tensor:
  filled = self0.clone()
  part = filled.as_strided(size, stride, storage_offset)
  if part.size() != src.size():
    ops.prim.RaiseException("expected src to have a size equal to the slice of self. src size = {}, slice size = {}".format(src.size(), part.size()), "operator.RuntimeError")
  part.copy_(src)
  return filled

def aten_count_nonzero(self0: Tensor,
    dim: Optional[int]) -> Tensor:
  marked = torch.ne(self0, 0)
  if torch.__is__(dim, None):
    _0 = torch.sum(marked)
  else:
    dim0 = unchecked_cast(int, dim)
    _0 = torch.sum(marked, [dim0])
  return _0

def aten__safe_softmax(self0: Tensor,
    dim: int,
    dtype: Optional[int]) -> Tensor:
  x = (self0 if dtype is None else self0.to(dtype)).contiguous()
  nothing = (x == float("-inf")).all(dim, True)
  return torch.where(nothing, torch.zeros_like(x), torch.softmax(x, dim))

def aten_linalg_vector_norm(self0: Tensor,
    ord: number,
    dim: Optional[List[int]],
    keepdim: bool,
    dtype: Optional[int]) -> Tensor:
  if torch.__is__(dtype, None):
    x = self0
  else:
    dtype0 = unchecked_cast(int, dtype)
    x = torch.to(self0, dtype0)
  if torch.__is__(dim, None):
    if keepdim:
      _0 = torch.dim(x)
      dims1 = annotate(List[int], [])
      for i in range(_0):
        _1 = torch.append(dims1, i)
      dims0, x1 = dims1, x
    else:
      x2 = torch.reshape(x, [-1])
      dims0, x1 = [0], x2
    dims, x0 = dims0, x1
  else:
    dims, x0 = unchecked_cast(List[int], dim), x
  return torch.norm(x0, ord, dims, keepdim)

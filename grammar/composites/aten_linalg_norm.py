def aten_linalg_norm(self0: Tensor,
    ord: Optional[number],
    dim: Optional[List[int]],
    keepdim: bool,
    dtype: Optional[int]) -> Tensor:
  if torch.__isnot__(ord, None):
    ord0 = unchecked_cast(number, ord)
    count = torch.dim(self0)
    if torch.__isnot__(dim, None):
      dim0 = unchecked_cast(List[int], dim)
      count0 = torch.len(dim0)
    else:
      count0 = count
    if torch.__is__(dim, None):
      _1 = torch.ne(count0, 1)
    else:
      _1 = False
    if _1:
      _2 = torch.ne(count0, 2)
    else:
      _2 = False
    if _2:
      _3 = torch.format("linalg.norm: If dim is not specified but ord is, the input must be 1D or 2D. Got {}D.", torch.dim(self0))
      ops.prim.RaiseException(_3, "operator.RuntimeError")
    else:
      pass
    if torch.eq(count0, 2):
      dims = [0, 1]
      if torch.__isnot__(dim, None):
        dims0 = unchecked_cast(List[int], dim)
      else:
        dims0 = dims
      _5 = torch.linalg_matrix_norm(self0, ord0, dims0, keepdim, dtype=dtype)
      _4 = _5
    else:
      _6 = torch.linalg_vector_norm(self0, ord0, dim, keepdim, dtype=dtype)
      _4 = _6
    _0 = _4
  else:
    _7 = torch.linalg_vector_norm(self0, 2, dim, keepdim, dtype=dtype)
    _0 = _7
  return _0

def aten_linalg_matrix_norm_str_ord(self0: Tensor,
    ord: str,
    dim: List[int],
    keepdim: bool,
    dtype: Optional[int]) -> Tensor:
  if torch.__isnot__(dtype, None):
    dtype0 = unchecked_cast(int, dtype)
    x = torch.to(self0, dtype0)
  else:
    x = self0
  if torch.ne(torch.len(dim), 2):
    _0 = torch.format("linalg.matrix_norm: dim must be a 2-tuple. Got {}", dim)
    ops.prim.RaiseException(_0, "operator.RuntimeError")
  else:
    pass
  if torch.lt(torch.dim(self0), 2):
    ops.prim.RaiseException("linalg.matrix_norm: The input tensor A must have at least 2 dimensions.", "operator.RuntimeError")
  else:
    pass
  if torch.eq(ord, "fro"):
    _2 = torch.linalg_vector_norm(x, 2, dim, keepdim)
    _1 = _2
  else:
    if torch.ne(ord, "nuc"):
      _3 = torch.format("linalg.matrix_norm: Order {} not supported.", ord)
      ops.prim.RaiseException(_3, "operator.RuntimeError")
    else:
      pass
    _1 = torch.nuclear_norm(x, dim, keepdim)
  return _1

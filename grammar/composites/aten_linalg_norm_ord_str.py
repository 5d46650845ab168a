def aten_linalg_norm_ord_str(self0: Tensor,
    ord: str,
    dim: Optional[List[int]],
    keepdim: bool,
    dtype: Optional[int]) -> Tensor:
  dims = [0, 1]
  if torch.__isnot__(dim, None):
    dim0 = unchecked_cast(List[int], dim)
    if torch.ne(torch.len(dim0), 1):
      _0 = torch.ne(torch.len(dim0), 2)
    else:
      _0 = False
    if _0:
      _1 = torch.format("linalg.norm: If dim is specified, it must be of length 1 or 2. Got {}", dim0)
      ops.prim.RaiseException(_1, "operator.RuntimeError")
    else:
      pass
    dims0 = dim0
  else:
    if torch.ne(torch.dim(self0), 2):
      _2 = torch.format("linalg.norm: If dim is not specified but ord is, the input must be 1D or 2D. Got {}D.", torch.dim(self0))
      ops.prim.RaiseException(_2, "operator.RuntimeError")
    else:
      pass
    dims0 = dims
  _3 = torch.linalg_matrix_norm(self0, ord, dims0, keepdim, dtype=dtype)
  return _3

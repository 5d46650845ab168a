def aten_linalg_cond(self0: Tensor,
    p: Optional[number]) -> Tensor:
  if self0.numel() == 0 and self0.dim() > 1:
    return torch.abs(torch.zeros(torch.size(self0)[:-2], dtype=ops.prim.dtype(self0)))
  if torch.__isnot__(p, None):
    ord = unchecked_cast(number, p)
    if torch.eq(ops.prim.abs(float(ord)), 2.):
      _0, s, _1 = torch.linalg_svd(self0, False)
      if torch.gt(float(ord), 0.):
        result = torch.div(torch.select(s, -1, 0), torch.select(s, -1, -1))
      else:
        result = torch.div(torch.select(s, -1, -1), torch.select(s, -1, 0))
    else:
      inverse, info = torch.linalg_inv_ex(self0)
      size = torch.mul(torch.linalg_matrix_norm(self0, ord), torch.linalg_matrix_norm(inverse, ord))
      result = torch.masked_fill(size, torch.ne(info, 0), float("inf"))
  else:
    _2, s0, _3 = torch.linalg_svd(self0, False)
    result = torch.div(torch.select(s0, -1, 0), torch.select(s0, -1, -1))
  return result

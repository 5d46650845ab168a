def aten_norm_except_dim(v: Tensor,
    pow: int,
    dim: int) -> Tensor:
  if torch.eq(dim, -1):
    result = torch.norm(v, pow)
  else:
    __torch__.errors.check_dim(v, dim)
    dims = annotate(List[int], [])
    for d in range(torch.dim(v)):
      if torch.ne(d, torch.remainder(dim, torch.dim(v))):
        _0 = torch.append(dims, d)
      else:
        pass
    result = torch.norm(v, pow, dims, True)
  return result

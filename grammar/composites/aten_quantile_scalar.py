def aten_quantile_scalar(self0: Tensor,
    q: float,
    dim: Optional[int],
    keepdim: bool,
    interpolation: str) -> Tensor:
  if torch.lt(q, 0.):
    _0 = True
  else:
    _0 = torch.gt(q, 1.)
  if _0:
    _1 = torch.format("quantile() q must be in the range [0, 1] but got {}", q)
    ops.prim.RaiseException(_1)
  else:
    pass
  _2 = torch.scalar_tensor(q, dtype=ops.prim.dtype(self0))
  return torch.quantile(self0, _2, dim, keepdim, interpolation=interpolation)

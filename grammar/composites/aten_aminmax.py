def aten_aminmax(self0: Tensor,
    dim: Optional[int],
    keepdim: bool) -> Tuple[Tensor, Tensor]:
  dims = annotate(List[int], [])
  if torch.__isnot__(dim, None):
    dim0 = unchecked_cast(int, dim)
    dims0 = [dim0]
  else:
    dims0 = dims
  if torch.eq(torch.numel(self0), 0):
    _0 = torch.__is__(dim, None)
  else:
    _0 = False
  if _0:
    ops.prim.RaiseException("aminmax(): cannot compute aminmax over an empty dimension as the operation has no identity.", "operator.RuntimeError")
  else:
    pass
  _1 = (torch.amin(self0, dims0, keepdim), torch.amax(self0, dims0, keepdim))
  return _1

def aten_roll(self0: Tensor,
    shifts: List[int],
    dims: List[int]) -> Tensor:
  if len(shifts) == 0:
    ops.prim.RaiseException("`shifts` required", "operator.RuntimeError")
  if torch.eq(torch.len(dims), 0):
    x = torch.reshape(self0, [-1])
  else:
    x = self0
  if torch.eq(torch.len(dims), 0):
    axes = [0]
  else:
    axes = dims
  _0 = torch.ne(torch.len(shifts), torch.len(axes))
  if _0:
    _1 = torch.format("shifts and dimensions must align. shifts: {}, dims:{}", torch.len(shifts), torch.len(dims))
    ops.prim.RaiseException(_1, "operator.RuntimeError")
  else:
    pass
  x0 = x
  for i in range(torch.len(axes)):
    n = torch.size(x0, axes[i])
    if torch.gt(n, 0):
      shift = torch.remainder(shifts[i], n)
      _2 = torch.narrow(x0, axes[i], torch.sub(n, shift), shift)
      _3 = torch.narrow(x0, axes[i], 0, torch.sub(n, shift))
      x1 = torch.cat([_2, _3], axes[i])
    else:
      x1 = x0
    x0 = x1
  return torch.reshape(x0, torch.size(self0))

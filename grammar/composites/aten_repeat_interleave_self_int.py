def aten_repeat_interleave_self_int(self0: Tensor,
    repeats: int,
    dim: Optional[int],
    output_size: Optional[int]) -> Tensor:
  if torch.__is__(dim, None):
    x = torch.reshape(self0, [-1])
  else:
    x = self0
  if torch.__is__(dim, None):
    d = 0
  else:
    d = unchecked_cast(int, dim)
  if torch.lt(d, 0):
    d0 = torch.add(d, torch.dim(x))
  else:
    d0 = d
  if torch.lt(repeats, 0):
    ops.prim.RaiseException("Repeats must be non-negative", "operator.RuntimeError")
  else:
    pass
  y = torch.unsqueeze(x, torch.add(d0, 1))
  size = torch.size(y)
  _0 = torch._set_item(size, torch.add(d0, 1), repeats)
  _1 = torch.clone(torch.expand(y, size), memory_format=0)
  _2 = torch.flatten(_1, d0, torch.add(d0, 1))
  return _2

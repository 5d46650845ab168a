def computed(x: Tensor) -> Tensor:
  # What arithmetic of several steps is done on, so that halves are rounded once.
  return x.to(__torch__.halves.wide(ops.prim.dtype(x)))
def rounded(result: Tensor, d: int) -> Tensor:
  return result.to(d) if (d == 5 or d == 15) and ops.prim.dtype(result) == 6 else result
def common(a: Tensor, b: Tensor, c: Tensor) -> int:
  # The dtype of a, b and c together.
  d = ops.prim.dtype(a)
  if d == ops.prim.dtype(b) and d == ops.prim.dtype(c):
    return d
  return torch.result_type(a, torch.mul(b, c))
def wide(d: int) -> int:
  return 6 if d == 5 or d == 15 else d

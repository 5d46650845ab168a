def values(x: Tensor, n: Tensor, dtype: int, operator: str, first: List[float], kind: int) -> Tensor:
  # The n-th of the polynomials 1, first[0] x + first[1], ... of a recurrence, in double precision.
  if not x.is_floating_point() and dtype != 6 and dtype != 7:
    dtype = 6
  if dtype != 6 and dtype != 7:
    __torch__.errors.not_implemented(operator, dtype)
  wide, orders = torch.broadcast_tensors([x.to(dtype).to(7), n.to(dtype).to(7).trunc()])
  before, current = torch.ones_like(wide), first[0] * wide + first[1]
  found = torch.where(orders == 0, before, torch.where(orders == 1, current, torch.zeros_like(wide)))
  last = int(orders.max()) if orders.numel() > 0 else 0
  # Hermite's numbers grow too fast for more.
  limit = 128 if dtype == 6 else 512
  if kind == 1 or kind == 2:
    last = min(last, limit)
  for k in range(1, last):
    if kind == 0:
      after = (first[2] * wide + first[3]) * current - before
    elif kind == 1:
      after = 2 * wide * current - 2 * k * before
    elif kind == 2:
      after = wide * current - k * before
    elif kind == 3:
      after = ((2 * k + 1 - wide) * current - k * before) / (k + 1)
    else:
      after = ((2 * k + 1) * wide * current - k * before) / (k + 1)
    before, current = current, after
    found = torch.where(orders == k + 1, current, found)
  if kind == 1 or kind == 2:
    found = torch.where(orders > limit, torch.full_like(found, float("nan")), found)
  return found.to(dtype)

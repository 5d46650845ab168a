def between(first: Tensor, x: Tensor, last: Tensor, d: int, low: int, high: int) -> Tensor:
  # A copy of x with `low` elements of what comes first, and `high` of what comes last; negative ones are cut off.
  parts = annotate(List[Tensor], [])
  if low > 0:
    parts.append(first)
  parts.append(x)
  if high > 0:
    parts.append(last)
  joined = torch.cat(parts, d)
  if low < 0 or high < 0:
    return torch.slice(joined, d, max(0, -low), joined.size(d) + min(0, high)).contiguous()
  return joined

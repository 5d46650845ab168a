def aten_histogram_bin_ct(self0: Tensor,
    bins: int,
    range: Optional[List[float]],
    weight: Optional[Tensor],
    density: bool) -> Tuple[Tensor, Tensor]:
  if torch.le(bins, 0):
    _0 = torch.format("torch.histogram(): bins must be > 0, but got {} for dimension 0", bins)
    ops.prim.RaiseException(_0, "operator.RuntimeError")
  else:
    pass
  if torch.__isnot__(range, None):
    given = unchecked_cast(List[float], range)
    low, high = given[0], given[1]
  else:
    if torch.gt(torch.numel(self0), 0):
      low0, high0 = float(torch.min(self0)), float(torch.max(self0))
    else:
      low0, high0 = 0., 1.
    low, high = low0, high0
  if torch.__not__(torch.le(low, high)):
    ops.prim.RaiseException("torch.histogram(): min should not exceed max", "operator.RuntimeError")
  else:
    pass
  if torch.eq(low, high):
    low1, high1 = torch.sub(low, 0.5), torch.add(high, 0.5)
  else:
    low1, high1 = low, high
  edges = torch.linspace(low1, high1, torch.add(bins, 1), dtype=ops.prim.dtype(self0))
  return torch.histogram(self0, edges, weight=weight, density=density)

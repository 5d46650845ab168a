def aten_histogram_bins_tensor(self0: Tensor,
    bins: Tensor,
    weight: Optional[Tensor],
    density: bool) -> Tuple[Tensor, Tensor]:
  if torch.__not__(torch.is_floating_point(self0)):
    ops.prim.RaiseException("histogram: only floating-point tensors are supported", "operator.RuntimeError")
  else:
    pass
  if torch.ne(ops.prim.dtype(self0), ops.prim.dtype(bins)):
    ops.prim.RaiseException("torch.histogram(): input tensor and bins tensors should have the same dtype", "operator.RuntimeError")
  else:
    pass
  if torch.ne(torch.dim(bins), 1):
    ops.prim.RaiseException("torch.histogram(): bins tensor should have one dimension", "operator.RuntimeError")
  else:
    pass
  if torch.eq(torch.numel(bins), 0):
    ops.prim.RaiseException("torch.histogram(): bins tensor should have at least 1 element", "operator.RuntimeError")
  else:
    pass
  x = torch.reshape(self0, [-1])
  if torch.__isnot__(weight, None):
    weight0 = unchecked_cast(Tensor, weight)
    if torch.ne(torch.size(weight0), torch.size(self0)):
      ops.prim.RaiseException("torch.histogram(): if weight tensor is provided it should have the same shape as the input tensor excluding its innermost dimension", "operator.RuntimeError")
    else:
      pass
    w = torch.reshape(weight0, [-1])
  else:
    w = torch.ones_like(x)
  count = torch.sub(torch.numel(bins), 1)
  first = torch.select(bins, 0, 0)
  last = torch.select(bins, 0, -1)
  inside = torch.logical_and(torch.ge(x, first), torch.le(x, last))
  kept = torch.masked_select(x, inside)
  place = torch.clamp_max(torch.sub(torch.searchsorted(bins, kept, right=True), 1), torch.sub(count, 1))
  hist = torch.zeros([count], dtype=ops.prim.dtype(self0))
  if torch.gt(count, 0):
    hist0 = torch.scatter_add(hist, 0, place, torch.masked_select(w, inside))
  else:
    hist0 = hist
  if density:
    hist1 = torch.div(torch.div(hist0, torch.sum(hist0)), torch.diff(bins))
  else:
    hist1 = hist0
  return (hist1, torch.clone(bins))

def checked(x: Tensor, q: Tensor, interpolation: str, name: str) -> NoneType:
  if x.numel() == 0:
    ops.prim.RaiseException(name + "() input tensor must be non-empty", "operator.RuntimeError")
  if q.dim() > 1:
    ops.prim.RaiseException(name + "() q must be a scalar or 1D tensor", "operator.RuntimeError")
  if not x.is_floating_point():
    ops.prim.RaiseException(name + "() input tensor must be either float or double dtype", "operator.RuntimeError")
  if ops.prim.dtype(x) != ops.prim.dtype(q):
    ops.prim.RaiseException(name + "() q tensor must be same dtype as the input tensor", "operator.RuntimeError")
  if interpolation not in ["linear", "lower", "higher", "midpoint", "nearest"]:
    ops.prim.RaiseException("{}() interpolation must be one of linear, lower, higher, midpoint or nearest, but got {}".format(name, interpolation), "operator.RuntimeError")
  if bool(torch.any(torch.logical_or(q < 0, q > 1))):
    ops.prim.RaiseException(name + "() q values must be in the range [0, 1]", "operator.RuntimeError")
def run(x: Tensor, q: Tensor, dim: Optional[int], keepdim: bool, interpolation: str, name: str, skip_nan: bool) -> Tensor:
  __torch__.quantile.checked(x, q, interpolation, name)
  kept = x.size()
  if dim is None:
    rows = x.reshape([-1])
    kept = [1] * x.dim() if keepdim else annotate(List[int], [])
  elif x.dim() == 0:
    rows = x.reshape([1])
  else:
    rows = x.movedim(dim, -1)
    if keepdim:
      kept[dim] = 1
    else:
      kept.pop(dim)
  values, _ = torch.sort(rows, -1)
  odd = torch.isnan(values)
  count = values.size(-1)
  places = q.reshape([-1])
  if skip_nan:
    ranks = (places * (torch.sum(torch.logical_not(odd), [-1], True) - 1).to(ops.prim.dtype(x))).clamp_min(0)
  else:
    ranks = (places * torch.full_like(values.narrow(-1, 0, 1), count - 1)).clamp_min(0)
    ranks = ranks.masked_fill(torch.any(odd, -1, True), count - 1)
  if interpolation == "lower":
    ranks = torch.floor(ranks)
  elif interpolation == "higher":
    ranks = torch.ceil(ranks)
  elif interpolation == "nearest":
    ranks = torch.round(ranks)
  below = torch.floor(ranks)
  weights = torch.full_like(ranks, 0.5) if interpolation == "midpoint" else ranks - below
  low = values.gather(-1, below.to(4))
  high = values.gather(-1, torch.ceil(ranks).to(4))
  result = torch.lerp(low, high, weights)
  if q.dim() == 0:
    return result.squeeze(-1).reshape(kept)
  return result.movedim(-1, 0).reshape([places.size(0)] + kept)
def scalar(x: Tensor, q: float, name: str) -> Tensor:
  if q < 0. or q > 1.:
    ops.prim.RaiseException("{}() q must be in the range [0, 1] but got {}".format(name, q), "operator.RuntimeError")
  return torch.scalar_tensor(q, dtype=ops.prim.dtype(x))

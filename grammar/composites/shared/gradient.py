def axes(x: Tensor, dim: Optional[List[int]]) -> List[int]:
  found = annotate(List[int], [])
  for d in dim if dim is not None else [i for i in range(x.dim())]:
    axis = d + x.dim() if d < 0 else d
    if axis < 0 or axis >= x.dim():
      ops.prim.RaiseException("Dimension out of range (expected to be in range of [{}, {}], but got {})".format(-x.dim(), x.dim() - 1, d), "operator.IndexError")
    if axis in found:
      ops.prim.RaiseException("dim {} appears multiple times in the list of dims".format(axis), "operator.RuntimeError")
    found.append(axis)
  return found
def check(x: Tensor, dims: List[int], count: int, edge_order: int) -> None:
  if edge_order != 1 and edge_order != 2:
    ops.prim.RaiseException("torch.gradient only supports edge_order=1 and edge_order=2.", "operator.RuntimeError")
  if count != len(dims):
    ops.prim.RaiseException("torch.gradient expected spacing to be unspecified, a scalar, or a list of length equal to 'self.dim() = {}', but got a list of length {}".format(len(dims), count), "operator.RuntimeError")
  for d in dims:
    if x.size(d) < edge_order + 1:
      ops.prim.RaiseException("torch.gradient expected each dimension size to be at least edge_order+1", "operator.RuntimeError")
def along(x: Tensor, steps: Tensor, dim: int, edge_order: int) -> Tensor:
  # The steps between the places of the elements, one or as many as there are.
  n = x.size(dim)
  shape = [1 for _ in range(x.dim())]
  shape[dim] = n - 1
  h = steps.expand([n - 1]).reshape(shape)
  slope = torch.diff(x, 1, dim) / h
  before, after = h.narrow(dim, 0, n - 2), h.narrow(dim, 1, n - 2)
  middle = (slope.narrow(dim, 0, n - 2) * after + slope.narrow(dim, 1, n - 2) * before) / (before + after)
  first, last = slope.narrow(dim, 0, 1), slope.narrow(dim, n - 2, 1)
  if edge_order == 2:
    a, b = h.narrow(dim, 0, 1), h.narrow(dim, 1, 1)
    first = first + (first - slope.narrow(dim, 1, 1)) * a / (a + b)
    c, d = h.narrow(dim, n - 3, 1), h.narrow(dim, n - 2, 1)
    last = last + (last - slope.narrow(dim, n - 3, 1)) * d / (c + d)
  return torch.cat([first, middle, last], dim)
def even(x: Tensor, spacing: List[float], dims: List[int], edge_order: int) -> List[Tensor]:
  __torch__.gradient.check(x, dims, len(spacing), edge_order)
  wide = x if x.is_floating_point() or x.is_complex() else x.to(6)
  return [__torch__.gradient.along(wide, torch.full([1], spacing[i], dtype=torch.real(wide).dtype), dims[i], edge_order) for i in range(len(dims))]
def uneven(x: Tensor, places: List[Tensor], dims: List[int], edge_order: int) -> List[Tensor]:
  __torch__.gradient.check(x, dims, len(places), edge_order)
  for i in range(len(dims)):
    if places[i].dim() != 1:
      ops.prim.RaiseException("torch.gradient expected each element of spacing to have one dimension, but got an element with {} dimensions!".format(places[i].dim()), "operator.RuntimeError")
    if places[i].size(0) != x.size(dims[i]):
      ops.prim.RaiseException("torch.gradient expected each spacing tensor to match the corresponding input dimension's size.", "operator.RuntimeError")
  wide = x if x.is_floating_point() or x.is_complex() else x.to(6)
  return [__torch__.gradient.along(wide, torch.diff(places[i]), dims[i], edge_order) for i in range(len(dims))]

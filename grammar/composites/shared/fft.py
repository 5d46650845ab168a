def axis(x: Tensor, dim: int) -> int:
  if x.dim() == 0:
    ops.prim.RaiseException("Dimension specified as {} but tensor has no dimensions".format(dim), "operator.IndexError")
  if dim < 0:
    return dim + x.dim()
  return dim
def axes(x: Tensor, s: Optional[List[int]], dim: Optional[List[int]]) -> List[int]:
  found = annotate(List[int], [])
  if dim is not None:
    for d in dim:
      __torch__.errors.check_dim(x, d)
      found.append(d if d >= 0 else d + x.dim())
  elif s is not None:
    for i in range(len(s)):
      found.append(x.dim() - len(s) + i)
  else:
    for i in range(x.dim()):
      found.append(i)
  return found
def lengths(x: Tensor, s: Optional[List[int]], dims: List[int]) -> List[int]:
  found = annotate(List[int], [])
  for d in dims:
    found.append(x.size(d))
  if s is not None:
    if len(s) != len(dims):
      ops.prim.RaiseException("When given, dim and shape arguments must have the same length", "operator.RuntimeError")
    for i in range(len(s)):
      if s[i] != -1:
        found[i] = s[i]
  return found
def scaling(norm: Optional[str], forward: bool) -> int:
  # 0 none, 1 by the root of the length, 2 by the length: the argument of torch._fft_c2c.
  if norm is None or norm == "backward":
    return 0 if forward else 2
  if norm == "ortho":
    return 1
  if norm != "forward":
    ops.prim.RaiseException("Invalid normalization mode: \"{}\"".format(norm), "operator.RuntimeError")
  return 2 if forward else 0
def floating(x: Tensor) -> Tensor:
  return x if x.is_floating_point() else x.to(6)
def real(x: Tensor, name: str) -> Tensor:
  if x.is_complex():
    ops.prim.RaiseException("{} expects a real{} input tensor, but got {}".format(name, "-valued" if name.endswith("n") else "", __torch__.errors.scalar_type(ops.prim.dtype(x))), "operator.RuntimeError")
  return __torch__.fft.floating(x)
def complex_of(x: Tensor) -> Tensor:
  if x.is_complex():
    return x
  parts = __torch__.fft.floating(x)
  if ops.prim.dtype(parts) == 6 or ops.prim.dtype(parts) == 7:
    return parts.to(ops.prim.dtype(parts) + 3)
  return torch.view_as_complex(torch.stack([parts, torch.zeros_like(parts)], -1))
def resized(x: Tensor, dims: List[int], sizes: List[int]) -> Tensor:
  for i in range(len(dims)):
    d = dims[i]
    size = sizes[i]
    if size < 1:
      ops.prim.RaiseException("Invalid number of data points ({}) specified".format(size), "operator.RuntimeError")
    if size < x.size(d):
      x = x.narrow(d, 0, size)
    elif size > x.size(d):
      pads = [0, 0] * (x.dim() - d - 1) + [0, size - x.size(d)]
      x = torch.constant_pad_nd(x, pads)
  return x
def some_axes(x: Tensor, s: Optional[List[int]], dim: Optional[List[int]], name: str) -> List[int]:
  dims = __torch__.fft.axes(x, s, dim)
  if len(dims) == 0:
    ops.prim.RaiseException("{} must transform at least one axis".format(name), "operator.RuntimeError")
  return dims
def ihfftn(x: Tensor, s: Optional[List[int]], dim: Optional[List[int]], norm: Optional[str]) -> Tensor:
  mode = __torch__.fft.scaling(norm, False)
  x = __torch__.fft.real(x, "ihfftn")
  dims = __torch__.fft.some_axes(x, s, dim, "ihfftn")
  x = __torch__.fft.resized(x, dims, __torch__.fft.lengths(x, s, dims))
  half = torch.conj_physical(torch._fft_r2c(x, [dims[-1]], mode, True))
  others = dims[:-1]
  return half if len(others) == 0 else torch._fft_c2c(half, others, mode, False)
def rfftn(x: Tensor, s: Optional[List[int]], dim: Optional[List[int]], norm: Optional[str], name: str) -> Tensor:
  mode = __torch__.fft.scaling(norm, True)
  x = __torch__.fft.real(x, name)
  dims = __torch__.fft.some_axes(x, s, dim, name)
  x = __torch__.fft.resized(x, dims, __torch__.fft.lengths(x, s, dims))
  return torch._fft_r2c(x, dims, mode, True)
def other_way(norm: Optional[str]) -> str:
  # A Hermitian transform is the other real one with the scaling of the opposite direction.
  if norm is None or norm == "backward":
    return "forward"
  return "backward" if norm == "forward" else norm
def overlapped(frames: Tensor, hop: int, total: int) -> Tensor:
  # The sum of the rows of (N, count, length), each `hop` after the one before, as (N, total).
  n = frames.size(0)
  count = frames.size(1)
  length = frames.size(2)
  pieces = (length + hop - 1) // hop
  out = torch.zeros([n, count + pieces - 1, hop], dtype=ops.prim.dtype(frames))
  for i in range(pieces):
    piece = frames.slice(2, i * hop, min(i * hop + hop, length))
    out.narrow(1, i, count).narrow(2, 0, piece.size(2)).add_(piece)
  return out.flatten(1).narrow(1, 0, total)

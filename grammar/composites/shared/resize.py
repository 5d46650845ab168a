def check(x: Tensor, output_size: List[int], rank: int) -> NoneType:
  if len(output_size) != rank:
    ops.prim.RaiseException("It is expected output_size equals to {}, but got size {}".format(rank, len(output_size)), "operator.RuntimeError")
  if x.dim() != rank + 2:
    ops.prim.RaiseException("It is expected input_size equals to {}, but got size {}".format(rank + 2, x.dim()), "operator.RuntimeError")
  for k in range(rank):
    if x.size(k + 2) <= 0 or output_size[k] <= 0:
      ops.prim.RaiseException("Input and output sizes should be greater than 0, but got input ({}) output ({})".format(x.size(k + 2), output_size[k]), "operator.RuntimeError")
def sizes(x: Tensor, output_size: Optional[List[int]], factors: Optional[List[float]], rank: int) -> List[int]:
  if output_size is not None and factors is None:
    return output_size
  found = annotate(List[int], [])
  if factors is not None and output_size is None and len(factors) == rank and x.dim() == rank + 2:
    for k in range(rank):
      found.append(int(x.size(k + 2) * factors[k]))
  else:
    ops.prim.RaiseException("Must specify exactly one of output_size and scale_factors", "operator.RuntimeError")
  return found
def factor(factors: Optional[List[float]], k: int) -> Optional[float]:
  if factors is None:
    return None
  return factors[k]
def ratio(n: int, size: int, scale: Optional[float]) -> float:
  if scale is not None and scale > 0.:
    return 1. / scale
  return float(n) / float(size)
def corner_ratio(n: int, size: int, scale: Optional[float], align_corners: bool) -> float:
  if not align_corners:
    return __torch__.resize.ratio(n, size, scale)
  return float(n - 1) / float(size - 1) if size > 1 else 0.
def like(result: Tensor, x: Tensor) -> Tensor:
  rank = x.dim() - 2
  if (rank == 2 or rank == 3) and not x.is_contiguous() and x.is_contiguous(rank):
    return result.contiguous(memory_format=rank)
  return result
def in_bytes(x: Tensor, rank: int) -> bool:
  # Images of bytes are weighed by whole numbers, and are bytes again after each dimension.
  return rank == 2 and ops.prim.dtype(x) == 0 and not ops.prim.is_quantized(x)
def weighed(y: Tensor, d: int, share: Tensor) -> Tensor:
  # By 16 bits: as many of them behind the point as the largest share leaves.
  top = float(torch.max(share))
  bits = 0
  while bits < 22 and int(0.5 + top * float(2 << bits)) < 32768:
    bits = bits + 1
  unit = float(1 << bits)
  whole = torch.trunc(share * unit + torch.sign(share) * 0.5)
  total = torch.matmul(y, whole.t()) if d == 3 else torch.matmul(whole, y)
  return torch.clamp(torch.floor((total + unit * 0.5) / unit), 0, 255)
def computed(x: Tensor) -> Tensor:
  # What is computed in float32 unless it is float64; of quantized tensors the integers, which PyTorch rounds once.
  if ops.prim.is_quantized(x):
    return torch.int_repr(x).to(6)
  if __torch__.resize.in_bytes(x, x.dim() - 2):
    return x.to(7)
  return x if ops.prim.dtype(x) == 7 else x.to(6)
def finished(result: Tensor, x: Tensor) -> Tensor:
  if ops.prim.dtype(x) == 0:
    result = torch.clamp(torch.floor(result + 0.5), 0, 255)
  if ops.prim.is_quantized(x):
    integers = torch.round(result).to(ops.prim.dtype(torch.int_repr(x)))
    result = torch._make_per_tensor_quantized_tensor(integers, torch.q_scale(x), torch.q_zero_point(x))
  else:
    result = result.to(ops.prim.dtype(x))
  return __torch__.resize.like(result, x)
def nearest(x: Tensor, output_size: List[int], scales: List[Optional[float]], exact: bool) -> Tensor:
  rank = len(scales)
  __torch__.resize.check(x, output_size, rank)
  result = x
  for k in range(rank):
    n = x.size(k + 2)
    size = output_size[k]
    step = __torch__.resize.ratio(n, size, scales[k])
    places = torch.arange(size, dtype=6)
    if exact:
      places = places + 0.5
    elif size == n:
      step = 1.
    elif size == 2 * n:
      step = 0.5
    places = torch.floor(places * step).to(4).clamp_max(n - 1)
    result = result.index_select(k + 2, places)
  return __torch__.resize.like(result.contiguous(), x)
def centers(size: int, step: float, align_corners: bool, kind: int) -> Tensor:
  at = torch.arange(size, dtype=kind)
  return at * step if align_corners else (at + 0.5) * step - 0.5
def column(share: Tensor, rank: int, d: int) -> Tensor:
  shape = [1] * (rank + 2)
  shape[d] = share.size(0)
  return share.view(shape)
def linear(x: Tensor, output_size: List[int], align_corners: bool, scales: List[Optional[float]]) -> Tensor:
  rank = len(scales)
  __torch__.resize.check(x, output_size, rank)
  y = __torch__.resize.computed(x)
  for j in range(rank):
    k = rank - 1 - j
    d = k + 2
    n = x.size(d)
    size = output_size[k]
    step = 1. if size == n else __torch__.resize.corner_ratio(n, size, scales[k], align_corners)
    at = __torch__.resize.centers(size, step, align_corners, ops.prim.dtype(y)).clamp_min(0.)
    low = torch.floor(at).clamp_max(n - 1)
    share = (at - low).clamp_max(1.)
    left = low.to(4)
    right = (left + 1).clamp_max(n - 1)
    if __torch__.resize.in_bytes(x, rank):
      shares = torch.zeros([size, n], dtype=7)
      shares = shares.scatter_add(1, left.unsqueeze(1), (1 - share).unsqueeze(1))
      y = __torch__.resize.weighed(y, d, shares.scatter_add(1, right.unsqueeze(1), share.unsqueeze(1)))
    else:
      share = __torch__.resize.column(share, rank, d)
      y = y.index_select(d, left) * (1 - share) + y.index_select(d, right) * share
  return __torch__.resize.finished(y, x)
def near_cubic(x: Tensor, a: float) -> Tensor:
  return ((a + 2.) * x - (a + 3.)) * x * x + 1.
def far_cubic(x: Tensor, a: float) -> Tensor:
  return ((a * x - 5. * a) * x + 8. * a) * x - 4. * a
def cubic(x: Tensor, output_size: List[int], align_corners: bool, scales: List[Optional[float]]) -> Tensor:
  __torch__.resize.check(x, output_size, 2)
  y = __torch__.resize.computed(x)
  for j in range(2):
    d = 3 - j
    n = x.size(d)
    size = output_size[d - 2]
    step = __torch__.resize.corner_ratio(n, size, scales[d - 2], align_corners)
    at = __torch__.resize.centers(size, step, align_corners, ops.prim.dtype(y))
    low = torch.floor(at)
    part = torch.clamp(at - low, 0., 1.)
    total = torch.zeros([1], dtype=ops.prim.dtype(y))
    shares = torch.zeros([size, n], dtype=7)
    for tap in range(4):
      away = torch.abs(part - float(tap - 1))
      if tap == 1 or tap == 2:
        share = __torch__.resize.near_cubic(away, -0.75)
      else:
        share = __torch__.resize.far_cubic(away, -0.75)
      places = torch.clamp(low.to(4) + (tap - 1), 0, n - 1)
      if __torch__.resize.in_bytes(x, 2):
        shares = shares.scatter_add(1, places.unsqueeze(1), share.unsqueeze(1))
      else:
        total = total + y.index_select(d, places) * __torch__.resize.column(share, 2, d)
    y = __torch__.resize.weighed(y, d, shares) if __torch__.resize.in_bytes(x, 2) else total
  return __torch__.resize.finished(y, x)
def hat(away: Tensor) -> Tensor:
  return torch.clamp_min(1 - away, 0.)
def cubic_filter(away: Tensor) -> Tensor:
  far = torch.where(away < 2., __torch__.resize.far_cubic(away, -0.5), torch.zeros_like(away))
  return torch.where(away < 1., __torch__.resize.near_cubic(away, -0.5), far)
def lanczos(away: Tensor) -> Tensor:
  angle = away * 3.1415926535897931
  third = angle / 3.
  wave = torch.sin(angle) / angle * (torch.sin(third) / third)
  wave = torch.where(away == 0., torch.ones_like(wave), wave)
  return torch.where(away < 3., wave, torch.zeros_like(wave))
def antialiased(x: Tensor, output_size: List[int], align_corners: bool, scales: List[Optional[float]], radius: int) -> Tensor:
  # Filters by their radius: 1 the hat, 2 the cubic, 3 that of Lanczos.
  __torch__.resize.check(x, output_size, 2)
  y = __torch__.resize.computed(x)
  for j in range(2):
    d = 3 - j
    n = x.size(d)
    size = output_size[d - 2]
    step = __torch__.resize.corner_ratio(n, size, scales[d - 2], align_corners)
    stretch = ops.prim.max(step, 1.)
    support = float(radius) * stretch
    center = ((torch.arange(size, dtype=ops.prim.dtype(y)) + 0.5) * step).unsqueeze(1)
    first = torch.trunc(center - support + 0.5).clamp_min(0.)
    last = torch.trunc(center + support + 0.5).clamp_max(n)
    places = torch.arange(n, dtype=ops.prim.dtype(y)).unsqueeze(0)
    away = torch.abs((places - center + 0.5) * (1. / stretch))
    if radius == 1:
      share = __torch__.resize.hat(away)
    elif radius == 2:
      share = __torch__.resize.cubic_filter(away)
    else:
      share = __torch__.resize.lanczos(away)
    share = torch.where(torch.logical_and(places >= first, places < last), share, torch.zeros_like(share))
    share = share / torch.sum(share, [1], True)
    if __torch__.resize.in_bytes(x, 2):
      y = __torch__.resize.weighed(y, d, share)
    else:
      y = torch.matmul(y, share.t()) if d == 3 else torch.matmul(share, y)
  return __torch__.resize.finished(y, x)

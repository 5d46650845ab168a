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
def summed(y: Tensor, d: int, places: Tensor, shares: Tensor, counts: Tensor, x: Tensor) -> Tensor:
  if not __torch__.resize.in_bytes(x, x.dim() - 2):
    return ops.prim.weighted_sum(y, d, places, shares, counts)
  # By 16 bits: as many of them behind the point as the largest share leaves.
  # A place at the edge that stands there several times has the sum of its shares, once.
  each = torch.zeros([places.size(0), y.size(d)], dtype=7).scatter_add(1, places, shares)
  top = float(torch.max(each))
  bits = 0
  while bits < 22 and int(0.5 + top * float(2 << bits)) < 32768:
    bits = bits + 1
  unit = float(1 << bits)
  whole = torch.trunc(each * unit + torch.sign(each) * 0.5).gather(1, places)
  repeated = torch.constant_pad_nd(torch.diff(places, 1, 1), [1, 0], 1) == 0
  whole = whole.masked_fill(repeated, 0)
  total = ops.prim.weighted_sum(y, d, places, whole, counts)
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
  # Multiplied and subtracted with one rounding, as PyTorch's compiled code does.
  at = torch.arange(size, dtype=7)
  rounded = torch.full([1], step, dtype=kind).to(7)
  return (at * rounded if align_corners else (at + 0.5) * rounded - 0.5).to(kind)
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
    # Which product is rounded by itself: of rows the right one, else the left one.
    order = [1, 0] if j == 0 else [0, 1]
    places = torch.stack([left, (left + 1).clamp_max(n - 1)], 1).index_select(1, torch.tensor(order))
    shares = torch.stack([1 - share, share], 1).index_select(1, torch.tensor(order))
    y = __torch__.resize.summed(y, d, places, shares, torch.full([size], 2), x)
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
    places = annotate(List[Tensor], [])
    shares = annotate(List[Tensor], [])
    for tap in range(4):
      away = torch.abs(part - float(tap - 1))
      if tap == 1 or tap == 2:
        share = __torch__.resize.near_cubic(away, -0.75)
      else:
        share = __torch__.resize.far_cubic(away, -0.75)
      places.append(torch.clamp(low.to(4) + (tap - 1), 0, n - 1))
      shares.append(share)
    y = __torch__.resize.summed(y, d, torch.stack(places, 1), torch.stack(shares, 1), torch.full([size], 4), x)
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
  kind = ops.prim.dtype(y)
  for j in range(2):
    d = 3 - j
    n = x.size(d)
    size = output_size[d - 2]
    step = torch.full([1], __torch__.resize.corner_ratio(n, size, scales[d - 2], align_corners), dtype=kind)
    stretch = torch.clamp_min(step, 1.)
    support = stretch * radius
    center = ((torch.arange(size, dtype=kind) + 0.5) * step).unsqueeze(1)
    first = ((center - support).to(7) + 0.5).to(4).clamp_min(0)
    # Windows of scales that do not fit the size may be empty: their sums are 0.
    count = ((center + support).to(7) + 0.5).to(4).clamp_max(n) - first
    taps = torch.arange(int(torch.max(count.clamp_min(1)))).unsqueeze(0)
    places = first + taps
    away = torch.abs((((places - center).to(7) + 0.5) * (1. / stretch)).to(kind))
    if radius == 1:
      share = __torch__.resize.hat(away)
    elif radius == 2:
      share = __torch__.resize.cubic_filter(away)
    else:
      share = __torch__.resize.lanczos(away)
    share = torch.where(taps < count, share, torch.zeros_like(share))
    total = share.select(1, 0)
    for k in range(1, share.size(1)):
      total = total + share.select(1, k)
    total = total.unsqueeze(1)
    share = torch.where(total == 0., share, share / total)
    places = places.clamp_max(n - 1)
    y = __torch__.resize.summed(y, d, places, share, count.squeeze(1).clamp_min(1), x)
  return __torch__.resize.finished(y, x)

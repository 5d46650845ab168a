def fractional(x: Tensor, kernel_size: List[int], output_size: List[int], random_samples: Tensor, columns: List[int], what: str) -> Tuple[Tensor, Tensor]:
  # Of (N, C, sizes): the largest elements of the windows, and their places. `columns` says where each dimension's samples are.
  n = x.size(0)
  c = x.size(1)
  samples = random_samples.reshape([-1, random_samples.size(-2), len(columns)]).narrow(0, 0, n).narrow(1, 0, c)
  places = torch.zeros([n, c, 1, 1], dtype=4)
  windows = 1
  taps = 1
  for k in range(len(columns)):
    size = x.size(2 + k)
    kernel = kernel_size[k]
    out = output_size[k]
    if size < kernel + out - 1:
      ops.prim.RaiseException("{} {} {} large relative to input size {}".format(what, kernel, "is too" if len(columns) == 2 else "too", size), "operator.RuntimeError")
    starts = torch.full([n, c, min(out, 1)], size - kernel, dtype=4)
    if out > 1:
      at = samples.narrow(2, columns[k], 1)
      step = torch.full([], size - kernel, dtype=ops.prim.dtype(samples)) / (out - 1)
      first = ((at + torch.arange(out - 1)) * step).to(4) - (at * step).to(4)
      starts = torch.cat([first, starts], 2)
    along = starts.unsqueeze(-1) + torch.arange(kernel)
    grid = places.view([n, c, windows, 1, taps, 1]) * size + along.view([n, c, 1, out, 1, kernel])
    windows = windows * out
    taps = taps * kernel
    places = grid.reshape([n, c, windows, taps])
  elements = torch.gather(x.flatten(2), 2, places.flatten(2)).view(places.size())
  best = torch.argmax(elements, -1, True)
  shape = [n, c] + output_size
  return torch.gather(elements, 3, best).view(shape), torch.gather(places, 3, best).view(shape)
def counted(x: Tensor) -> Tensor:
  # What averages are taken of, float32 or float64: of a quantized tensor its steps from the zero point, so that ties are rounded as integers are.
  if ops.prim.is_quantized(x):
    return x.int_repr().to(6) - x.q_zero_point()
  return x if ops.prim.dtype(x) == 7 else x.to(6)
def as_before(average: Tensor, x: Tensor) -> Tensor:
  # An average of what `counted` gave, as `x` was.
  if ops.prim.is_quantized(x):
    level = torch.quantize_per_tensor(average, 1., x.q_zero_point(), ops.prim.dtype(x))
    return torch._make_per_tensor_quantized_tensor(level.int_repr(), x.q_scale(), x.q_zero_point())
  return average.to(ops.prim.dtype(x))

def aten_rms_norm(input: Tensor,
    normalized_shape: List[int],
    weight: Optional[Tensor],
    eps: Optional[float]) -> Tensor:
  if input.dim() == 0:
    ops.prim.RaiseException("Input tensor must have at least 1 dimensions, but got 0", "operator.ValueError")
  if torch.lt(torch.len(normalized_shape), 1):
    ops.prim.RaiseException("Expected normalized_shape to be at least 1-dimensional, i.e., containing at least one element, but got normalized_shape = []", "operator.RuntimeError")
  else:
    pass
  if torch.__isnot__(weight, None):
    given = unchecked_cast(Tensor, weight)
    if torch.ne(torch.size(given), normalized_shape):
      _5 = torch.format("Expected weight to be of same shape as normalized_shape, but got weight of shape {} and normalized_shape = {}", torch.size(given), normalized_shape)
      ops.prim.RaiseException(_5, "operator.RuntimeError")
    else:
      pass
  else:
    pass
  outer = torch.sub(torch.dim(input), torch.len(normalized_shape))
  if torch.lt(outer, 0):
    fits = False
  else:
    fits = torch.eq(torch.slice(torch.size(input), outer), normalized_shape)
  if torch.__not__(fits):
    wanted = ""
    for j in range(torch.len(normalized_shape)):
      wanted = torch.add(wanted, torch.format("{}{}", "" if j == 0 else ", ", normalized_shape[j]))
    _6 = torch.format("Given normalized_shape={}, expected input with shape [*{}], but got input of size{}", normalized_shape, wanted, torch.size(input))
    ops.prim.RaiseException(_6, "operator.RuntimeError")
  else:
    pass
  _0 = torch.len(normalized_shape)
  dims = annotate(List[int], [])
  for i in range(_0):
    _1 = torch.sub(i, torch.len(normalized_shape))
    _2 = torch.append(dims, _1)
  if torch.__isnot__(eps, None):
    small = unchecked_cast(float, eps)
  else:
    if torch.eq(ops.prim.dtype(input), 7):
      small0 = 2.2204460492503131e-16
    else:
      small0 = 1.1920928955078125e-07
    small = small0
  if torch.eq(ops.prim.dtype(input), 5):
    _3 = True
  else:
    _3 = torch.eq(ops.prim.dtype(input), 15)
  if _3:
    x = torch.to(input, 6).contiguous()
  else:
    x = input.contiguous()
  _4 = torch.mean(torch.mul(x, x), dims, True)
  y = torch.mul(x, torch.rsqrt(torch.add(_4, small)))
  if torch.__isnot__(weight, None):
    weight0 = unchecked_cast(Tensor, weight)
    y0 = torch.mul(y, weight0)
  else:
    y0 = y
  return __torch__.resize.like(torch.to(y0, ops.prim.dtype(input)), input)

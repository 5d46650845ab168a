def aten_cosine_embedding_loss(input1: Tensor,
    input2: Tensor,
    target: Tensor,
    margin: float,
    reduction: int) -> Tensor:
  if torch.gt(torch.dim(target), 1):
    ops.prim.RaiseException("0D or 1D target tensor expected, multi-target not supported", "operator.RuntimeError")
  else:
    pass
  if torch.eq(torch.dim(target), 1):
    if torch.ne(torch.dim(input1), 2):
      _1 = True
    else:
      _1 = torch.ne(torch.dim(input2), 2)
    _0 = _1
  else:
    _0 = False
  if _0:
    _2 = torch.format("1D target tensor expects 2D input tensors, but found inputs with sizes {} and {}.", torch.size(input1), torch.size(input2))
    ops.prim.RaiseException(_2, "operator.RuntimeError")
  else:
    pass
  if torch.eq(torch.dim(target), 0):
    if torch.ne(torch.dim(input1), 1):
      _4 = True
    else:
      _4 = torch.ne(torch.dim(input2), 1)
    _3 = _4
  else:
    _3 = False
  if _3:
    _5 = torch.format("0D target tensor expects 1D input tensors, but found inputs with sizes {} and {}.", torch.size(input1), torch.size(input2))
    ops.prim.RaiseException(_5, "operator.RuntimeError")
  else:
    pass
  dim = torch.dim(target)
  product = torch.sum(torch.mul(input1, input2), [dim])
  _6 = torch.sum(torch.mul(input1, input1), [dim])
  first = torch.add(_6, 9.9999999999999998e-13)
  _7 = torch.sum(torch.mul(input2, input2), [dim])
  second = torch.add(_7, 9.9999999999999998e-13)
  cos = torch.div(product, torch.sqrt(torch.mul(first, second)))
  zeros = torch.zeros_like(cos)
  near = torch.where(torch.eq(target, 1), torch.add(torch.neg(cos), 1.), zeros)
  _8 = torch.eq(target, -1)
  _9 = torch.clamp_min(torch.sub(cos, margin), 0)
  far = torch.where(_8, _9, zeros)
  loss = torch.add(near, far)
  if torch.eq(reduction, 1):
    _10 = torch.mean(loss)
  else:
    if torch.eq(reduction, 2):
      _11 = torch.sum(loss)
    else:
      _11 = loss
    _10 = _11
  return _10

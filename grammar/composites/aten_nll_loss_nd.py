def aten_nll_loss_nd(self0: Tensor,
    target: Tensor,
    weight: Optional[Tensor],
    reduction: int,
    ignore_index: int) -> Tensor:
  if torch.lt(torch.dim(self0), 1):
    ops.prim.RaiseException("Expected 1 or more dimensions (got 0)", "operator.ValueError")
  else:
    pass
  if torch.gt(torch.dim(self0), 1):
    batch = torch.size(self0, 0)
    if torch.eq(torch.dim(target), 0):
      given = 0
    else:
      given = torch.size(target, 0)
    if torch.ne(batch, given):
      _4 = torch.format("Expected input batch_size ({}) to match target batch_size ({}).", batch, given)
      ops.prim.RaiseException(_4, "operator.RuntimeError")
    else:
      pass
    rest = torch.add([batch], torch.slice(torch.size(self0), 2))
    if torch.ne(torch.size(target), rest):
      _5 = torch.format("Expected target size {}, got {}", rest, torch.size(target))
      ops.prim.RaiseException(_5, "operator.RuntimeError")
    else:
      pass
  else:
    pass
  if torch.__isnot__(weight, None):
    scales = unchecked_cast(Tensor, weight)
    if torch.eq(torch.dim(self0), 1):
      classes_in = torch.size(self0, 0)
    else:
      classes_in = torch.size(self0, 1)
    if torch.ne(torch.numel(scales), classes_in):
      _6 = torch.format("weight tensor should be defined either for all {} classes or no classes but got weight tensor of shape: {}", classes_in, torch.size(scales))
      ops.prim.RaiseException(_6, "operator.RuntimeError")
    else:
      pass
  else:
    pass
  if torch.eq(torch.dim(self0), 1):
    x = torch.unsqueeze(self0, 0)
  else:
    x = self0
  if torch.eq(torch.dim(self0), 1):
    t = torch.unsqueeze(target, 0)
  else:
    t = target
  counted = torch.ne(t, ignore_index)
  classes = torch.where(counted, t, torch.zeros_like(t))
  _0 = torch.gather(x, 1, torch.unsqueeze(classes, 1))
  picked = torch.neg(torch.squeeze(_0, 1))
  weights = torch.to(counted, ops.prim.dtype(picked))
  if torch.__isnot__(weight, None):
    weight0 = unchecked_cast(Tensor, weight)
    _1 = torch.index_select(weight0, 0, torch.reshape(classes, [-1]))
    _2 = torch.reshape(_1, torch.size(classes))
    weights0 = torch.mul(weights, _2)
  else:
    weights0 = weights
  _3 = torch.where(counted, picked, torch.zeros_like(picked))
  loss = torch.mul(_3, weights0)
  if torch.eq(reduction, 0):
    if torch.eq(torch.dim(self0), 1):
      result0 = torch.squeeze(loss, 0)
    else:
      result0 = loss
    result = result0
  else:
    if torch.eq(reduction, 1):
      result2 = torch.div(torch.sum(loss), torch.sum(weights0))
      result1 = result2
    else:
      result1 = torch.sum(loss)
    result = result1
  return result

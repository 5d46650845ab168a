def aten_multi_margin_loss(self0: Tensor,
    target: Tensor,
    p: number,
    margin: number,
    weight: Optional[Tensor],
    reduction: int) -> Tensor:
  if torch.ne(p, 1):
    _0 = torch.ne(p, 2)
  else:
    _0 = False
  if _0:
    ops.prim.RaiseException("only p == 1 and p == 2 supported", "operator.RuntimeError")
  else:
    pass
  if self0.dim() > 2 or self0.dim() == 2 and self0.size(1) == 0 or self0.dim() == 1 and self0.numel() == 0:
    ops.prim.RaiseException("Expected non-empty vector or matrix with optional 0-dim batch size, but got: {}".format(torch.size(self0)), "operator.RuntimeError")
  if torch.lt(torch.dim(self0), 2):
    x = torch.reshape(self0, [1, -1])
  else:
    x = self0
  if torch.__isnot__(weight, None):
    weight1 = unchecked_cast(Tensor, weight)
    _10 = torch.ne(torch.size(weight1), [torch.size(x, 1)])
    if _10:
      _11 = torch.format("inconsistent weight size, expected {} but got {}", torch.size(x, 1), torch.size(weight1))
      ops.prim.RaiseException(_11, "operator.RuntimeError")
    else:
      pass
  else:
    pass
  if target.dim() > 1 or target.numel() != x.size(0):
    ops.prim.RaiseException("multi_margin_loss: target tensor should be 1-D with size equal to the number of input samples (batch size). Expected target size {}, but got {}. Input has shape {}.".format([x.size(0)], torch.size(target), torch.size(self0)), "operator.RuntimeError")
  __torch__.losses.check_labels(target)
  if weight is not None:
    __torch__.errors.check_same(self0, unchecked_cast(Tensor, weight), "expected scalar type {} but found {}")
  place = torch.reshape(target, [-1, 1])
  if bool(torch.any(torch.__or__(torch.lt(place, 0), torch.ge(place, x.size(1))))):
    ops.prim.RaiseException("target out of range", "operator.RuntimeError")
  _3 = torch.add(torch.neg(torch.gather(x, 1, place)), margin)
  z = torch.clamp_min(torch.add(_3, x), 0)
  if torch.eq(p, 2):
    z0 = torch.mul(z, z)
  else:
    z0 = z
  if torch.__isnot__(weight, None):
    weight0 = unchecked_cast(Tensor, weight)
    _4 = torch.index_select(weight0, 0, torch.reshape(place, [-1]))
    z2 = torch.mul(z0, torch.unsqueeze(_4, 1))
    z1 = z2
  else:
    z1 = z0
  _5 = torch.sum(torch.scatter(z1, 1, place, 0), [1])
  loss = torch.div(_5, torch.size(x, 1))
  if torch.eq(reduction, 1):
    _6 = torch.mean(loss)
  else:
    if torch.eq(reduction, 2):
      _7 = torch.sum(loss)
    else:
      if torch.lt(torch.dim(self0), 2):
        _9 = torch.reshape(loss, annotate(List[int], []))
        _8 = _9
      else:
        _8 = loss
      _7 = _8
    _6 = _7
  return _6

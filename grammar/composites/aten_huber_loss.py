def aten_huber_loss(self0: Tensor,
    target: Tensor,
    reduction: int,
    delta: float) -> Tensor:
  if torch.le(delta, 0.):
    ops.prim.RaiseException("huber_loss does not support non-positive values for delta.", "operator.RuntimeError")
  else:
    pass
  z = torch.abs(torch.sub(self0, target))
  _0 = torch.le(z, delta)
  _1 = torch.mul(torch.mul(z, z), 0.5)
  _2 = torch.mul(torch.sub(z, torch.mul(0.5, delta)), delta)
  loss = torch.where(_0, _1, _2)
  if torch.eq(reduction, 0):
    result = loss
  else:
    if torch.eq(reduction, 1):
      result0 = torch.mean(loss)
    else:
      result0 = torch.sum(loss)
    result = result0
  return result

def aten_smooth_l1_loss(self0: Tensor,
    target: Tensor,
    reduction: int,
    beta: float) -> Tensor:
  z = torch.abs(torch.sub(self0, target))
  if torch.eq(beta, 0.):
    loss = z
  else:
    _0 = torch.lt(z, beta)
    _1 = torch.div(torch.mul(torch.mul(z, z), 0.5), beta)
    loss0 = torch.where(_0, _1, torch.sub(z, torch.mul(0.5, beta)))
    loss = loss0
  if torch.eq(reduction, 0):
    result = loss
  else:
    if torch.eq(reduction, 1):
      result0 = torch.mean(loss)
    else:
      result0 = torch.sum(loss)
    result = result0
  return result

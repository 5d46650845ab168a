def aten_nll_loss_nd(self0: Tensor,
    target: Tensor,
    weight: Optional[Tensor],
    reduction: int,
    ignore_index: int) -> Tensor:
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

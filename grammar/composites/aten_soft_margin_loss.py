def aten_soft_margin_loss(self0: Tensor,
    target: Tensor,
    reduction: int) -> Tensor:
  _0 = torch.exp(torch.mul(torch.neg(target), self0))
  loss = torch.log1p(_0)
  if torch.eq(reduction, 0):
    result = loss
  else:
    if torch.eq(reduction, 1):
      result0 = torch.mean(loss)
    else:
      result0 = torch.sum(loss)
    result = result0
  return result

def aten_binary_cross_entropy(self0: Tensor,
    target: Tensor,
    weight: Optional[Tensor],
    reduction: int) -> Tensor:
  one = torch.clamp_min(torch.log(self0), -100)
  zero = torch.clamp_min(torch.log1p(torch.neg(self0)), -100)
  loss = torch.sub(torch.mul(torch.sub(target, 1), zero), torch.mul(target, one))
  if torch.__isnot__(weight, None):
    weight0 = unchecked_cast(Tensor, weight)
    loss0 = torch.mul(loss, weight0)
  else:
    loss0 = loss
  if torch.eq(reduction, 0):
    result = loss0
  else:
    if torch.eq(reduction, 1):
      result0 = torch.mean(loss0)
    else:
      result0 = torch.sum(loss0)
    result = result0
  return result

def aten_kl_div(self0: Tensor,
    target: Tensor,
    reduction: int,
    log_target: bool) -> Tensor:
  if log_target:
    loss0 = torch.mul(torch.exp(target), torch.sub(target, self0))
    loss = loss0
  else:
    _0 = torch.masked_fill(target, torch.eq(target, 0), 1)
    entropy = torch.mul(target, torch.log(_0))
    loss1 = torch.sub(entropy, torch.mul(target, self0))
    loss = loss1
  if torch.eq(reduction, 0):
    result = loss
  else:
    if torch.eq(reduction, 1):
      result0 = torch.mean(loss)
    else:
      result0 = torch.sum(loss)
    result = result0
  return result

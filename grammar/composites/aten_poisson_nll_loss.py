def aten_poisson_nll_loss(input: Tensor,
    target: Tensor,
    log_input: bool,
    full: bool,
    eps: float,
    reduction: int) -> Tensor:
  if log_input:
    loss0 = torch.sub(torch.exp(input), torch.mul(target, input))
    loss = loss0
  else:
    _0 = torch.mul(target, torch.log(torch.add(input, eps)))
    loss = torch.sub(input, _0)
  if full:
    _1 = torch.mul(target, torch.log(target))
    _2 = torch.sub(_1, target)
    _3 = torch.mul(target, 6.2831853071795862)
    stirling = torch.add(_2, torch.mul(torch.log(_3), 0.5))
    _4 = torch.masked_fill(stirling, torch.le(target, 1), 0)
    loss1 = torch.add(loss, _4)
  else:
    loss1 = loss
  if torch.eq(reduction, 1):
    _5 = torch.mean(loss1)
  else:
    if torch.eq(reduction, 2):
      _6 = torch.sum(loss1)
    else:
      _6 = loss1
    _5 = _6
  return _5

def aten_binary_cross_entropy_with_logits(self0: Tensor,
    target: Tensor,
    weight: Optional[Tensor],
    pos_weight: Optional[Tensor],
    reduction: int) -> Tensor:
  if torch.__isnot__(pos_weight, None):
    pos_weight0 = unchecked_cast(Tensor, pos_weight)
    _0 = torch.mul(torch.sub(pos_weight0, 1), target)
    factor = torch.add(_0, 1)
    _1 = torch.mul(torch.add(torch.neg(target), 1), self0)
    _2 = torch.mul(factor, torch.log_sigmoid(self0))
    loss = torch.sub(_1, _2)
  else:
    _3 = torch.mul(torch.add(torch.neg(target), 1), self0)
    loss0 = torch.sub(_3, torch.log_sigmoid(self0))
    loss = loss0
  if torch.__isnot__(weight, None):
    weight0 = unchecked_cast(Tensor, weight)
    loss1 = torch.mul(loss, weight0)
  else:
    loss1 = loss
  if torch.eq(reduction, 0):
    result = loss1
  else:
    if torch.eq(reduction, 1):
      result0 = torch.mean(loss1)
    else:
      result0 = torch.sum(loss1)
    result = result0
  return result

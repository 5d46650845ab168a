def aten_hinge_embedding_loss(self0: Tensor,
    target: Tensor,
    margin: float,
    reduction: int) -> Tensor:
  zeros = torch.zeros_like(self0)
  _0 = torch.ne(target, 1)
  _1 = torch.clamp_min(torch.add(torch.neg(self0), margin), 0)
  apart = torch.where(_0, _1, zeros)
  _2 = torch.where(torch.ne(target, -1), self0, zeros)
  loss = torch.add(apart, _2)
  if torch.eq(reduction, 0):
    result = loss
  else:
    if torch.eq(reduction, 1):
      result0 = torch.mean(loss)
    else:
      result0 = torch.sum(loss)
    result = result0
  return result

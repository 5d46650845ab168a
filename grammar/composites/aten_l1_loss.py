def aten_l1_loss(self0: Tensor,
    target: Tensor,
    reduction: int) -> Tensor:
  loss = torch.abs(torch.sub(self0, target))
  if torch.eq(reduction, 0):
    result = loss
  else:
    if torch.eq(reduction, 1):
      result0 = torch.mean(loss)
    else:
      result0 = torch.sum(loss)
    result = result0
  return result

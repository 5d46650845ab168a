def aten_margin_ranking_loss(input1: Tensor,
    input2: Tensor,
    target: Tensor,
    margin: float,
    reduction: int) -> Tensor:
  if input1.dim() != input2.dim() or input1.dim() != target.dim():
    ops.prim.RaiseException("margin_ranking_loss : All input tensors should have same dimension but got sizes: input1: {}, input2: {}, target: {} ".format(torch.size(input1), torch.size(input2), torch.size(target)), "operator.RuntimeError")
  _0 = torch.mul(torch.neg(target), torch.sub(input1, input2))
  loss = torch.clamp_min(torch.add(_0, margin), 0)
  if torch.eq(reduction, 0):
    result = loss
  else:
    if torch.eq(reduction, 1):
      result0 = torch.mean(loss)
    else:
      result0 = torch.sum(loss)
    result = result0
  return result

def aten_triplet_margin_loss(anchor: Tensor,
    positive: Tensor,
    negative: Tensor,
    margin: float,
    p: float,
    eps: float,
    swap: bool,
    reduction: int) -> Tensor:
  if torch.eq(torch.dim(anchor), torch.dim(positive)):
    even = torch.eq(torch.dim(positive), torch.dim(negative))
  else:
    even = False
  if torch.__not__(even):
    _2 = torch.format("The anchor, positive, and negative tensors are expected to have the same number of dimensions, but got: anchor {}D, positive {}D, and negative {}D inputs", torch.dim(anchor), torch.dim(positive), torch.dim(negative))
    ops.prim.RaiseException(_2, "operator.RuntimeError")
  else:
    pass
  near = torch.pairwise_distance(anchor, positive, p, eps)
  far = torch.pairwise_distance(anchor, negative, p, eps)
  if swap:
    _0 = torch.pairwise_distance(positive, negative, p, eps)
    far0 = torch.minimum(far, _0)
  else:
    far0 = far
  _1 = torch.add(torch.sub(near, far0), margin)
  loss = torch.clamp_min(_1, 0)
  if torch.eq(reduction, 0):
    result = loss
  else:
    if torch.eq(reduction, 1):
      result0 = torch.mean(loss)
    else:
      result0 = torch.sum(loss)
    result = result0
  return result

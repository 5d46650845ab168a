def check_labels(target: Tensor) -> None:
  if ops.prim.dtype(target) != 4:
    ops.prim.RaiseException("expected scalar type Long but found {}".format(__torch__.errors.scalar_type(ops.prim.dtype(target))), "operator.RuntimeError")
def check_weight(x: Tensor, weight: Optional[Tensor]) -> None:
  if weight is not None:
    scales = unchecked_cast(Tensor, weight)
    classes = x.size(0 if x.dim() == 1 else 1)
    if scales.dim() != 1 or scales.numel() != classes:
      ops.prim.RaiseException("weight tensor should be defined either for all {} classes or no classes but got weight tensor of shape: {}".format(classes, torch.size(scales)), "operator.RuntimeError")
    __torch__.errors.check_same(x, scales, "expected scalar type {} but found {}")
def nll(x: Tensor, target: Tensor, weight: Optional[Tensor], reduction: int, ignore_index: int) -> Tensor:
  # `x` is (N, C, *) and `target` (N, *), of shapes that the caller has compared.
  if not torch.is_floating_point(x):
    __torch__.errors.not_implemented("nll_loss_out_frame", ops.prim.dtype(x))
  kind = ops.prim.dtype(target)
  if kind != 4 and kind != 0:
    ops.prim.RaiseException("expected target dtype to be Long or Byte, but got {}".format(__torch__.errors.scalar_type(kind)), "operator.RuntimeError")
  __torch__.losses.check_weight(x, weight)
  labels = torch.to(target, 4)
  counted = torch.ne(labels, ignore_index)
  classes = torch.where(counted, labels, torch.zeros_like(labels))
  strays = torch.masked_select(classes, torch.__or__(torch.lt(classes, 0), torch.ge(classes, x.size(1))))
  if strays.numel() > 0:
    ops.prim.RaiseException("Target {} is out of bounds.".format(int(strays[0])), "operator.IndexError")
  picked = torch.neg(torch.squeeze(torch.gather(x, 1, torch.unsqueeze(classes, 1)), 1))
  weights = torch.to(counted, ops.prim.dtype(picked))
  if weight is not None:
    scales = torch.index_select(unchecked_cast(Tensor, weight), 0, torch.reshape(classes, [-1]))
    weights = weights * torch.reshape(scales, torch.size(classes))
  loss = torch.where(counted, picked, torch.zeros_like(picked)) * weights
  if reduction == 0:
    return loss
  if reduction == 1:
    return torch.div(torch.sum(loss), torch.sum(weights))
  return torch.sum(loss)

def aten_nll_loss_nd(self0: Tensor,
    target: Tensor,
    weight: Optional[Tensor],
    reduction: int,
    ignore_index: int) -> Tensor:
  if self0.dim() < 1:
    ops.prim.RaiseException("Expected 1 or more dimensions (got 0)", "operator.ValueError")
  if self0.dim() > 1:
    given = 0 if target.dim() == 0 else target.size(0)
    if self0.size(0) != given:
      ops.prim.RaiseException("Expected input batch_size ({}) to match target batch_size ({}).".format(self0.size(0), given), "operator.ValueError")
  if self0.dim() < 3:
    return torch.nll_loss(self0, target, weight, reduction, ignore_index)
  wanted = [self0.size(0)] + torch.size(self0)[2:]
  if torch.size(target) != wanted:
    ops.prim.RaiseException("Expected target size {}, got {}".format(wanted, torch.size(target)), "operator.RuntimeError")
  return __torch__.losses.nll(self0, target, weight, reduction, ignore_index)

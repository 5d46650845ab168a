def aten_nll_loss2d(self0: Tensor,
    target: Tensor,
    weight: Optional[Tensor],
    reduction: int,
    ignore_index: int) -> Tensor:
  return torch.nll_loss_nd(self0, target, weight, reduction, ignore_index)

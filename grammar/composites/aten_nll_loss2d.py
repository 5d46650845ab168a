def aten_nll_loss2d(self0: Tensor,
    target: Tensor,
    weight: Optional[Tensor],
    reduction: int,
    ignore_index: int) -> Tensor:
  if target.dim() != 3:
    ops.prim.RaiseException("only batches of spatial targets supported (3D tensors) but got targets of dimension: {}".format(target.dim()), "operator.RuntimeError")
  if self0.dim() != 4:
    ops.prim.RaiseException("only batches of spatial inputs supported (4D tensors), but got input of size: {}".format(torch.size(self0)), "operator.RuntimeError")
  if target.size(0) != self0.size(0) or target.size(1) != self0.size(2) or target.size(2) != self0.size(3):
    ops.prim.RaiseException("size mismatch (got input: {} , target: {}".format(torch.size(self0), torch.size(target)), "operator.RuntimeError")
  return __torch__.losses.nll(self0, target, weight, reduction, ignore_index)

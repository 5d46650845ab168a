def aten_nll_loss(self0: Tensor,
    target: Tensor,
    weight: Optional[Tensor],
    reduction: int,
    ignore_index: int) -> Tensor:
  if self0.dim() < 1 or self0.dim() > 2:
    ops.prim.RaiseException("input tensor should be 1D or 2D", "operator.RuntimeError")
  if target.dim() > 1:
    ops.prim.RaiseException("0D or 1D target tensor expected, multi-target not supported", "operator.RuntimeError")
  if self0.dim() == 1:
    if target.numel() != 1:
      ops.prim.RaiseException("For 1D input, 1D target must have size 1, but got target size: {}".format(target.numel()), "operator.ValueError")
    loss = __torch__.losses.nll(torch.unsqueeze(self0, 0), torch.reshape(target, [1]), weight, reduction, ignore_index)
    return torch.reshape(loss, annotate(List[int], []))
  if target.dim() == 0 or target.size(0) != self0.size(0):
    ops.prim.RaiseException("size mismatch (got input: {}, target: {})".format(torch.size(self0), torch.size(target)), "operator.RuntimeError")
  return __torch__.losses.nll(self0, target, weight, reduction, ignore_index)

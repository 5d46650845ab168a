def aten_linalg_matrix_rank_atol_rtol_tensor(input: Tensor,
    atol: Optional[Tensor],
    rtol: Optional[Tensor],
    hermitian: bool) -> Tensor:
  if input.dim() < 2:
    ops.prim.RaiseException("torch.linalg.matrix_rank: The input tensor input must have at least 2 dimensions.", "operator.RuntimeError")
  low = __torch__.thresholds.absolute("torch.linalg.matrix_rank", input, atol)
  share = __torch__.thresholds.relative("torch.linalg.matrix_rank", input, low, rtol)
  s = __torch__.thresholds.singular_values(input, hermitian)
  if torch.eq(torch.size(s, -1), 0):
    count = torch.sum(s, [-1], dtype=4)
  else:
    limit = torch.max(torch.unsqueeze(low, -1), torch.mul(torch.amax(s, [-1], True), torch.unsqueeze(share, -1)))
    count = torch.sum(torch.gt(s, limit), [-1])
  return count

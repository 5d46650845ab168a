def aten_linalg_householder_product(input: Tensor,
    tau: Tensor) -> Tensor:
  if input.dim() < 2:
    ops.prim.RaiseException("torch.linalg.householder_product: input must have at least 2 dimensions.", "operator.RuntimeError")
  m, n, k = input.size(-2), input.size(-1), tau.size(-1)
  if m < n:
    ops.prim.RaiseException("torch.linalg.householder_product: input.shape[-2] must be greater than or equal to input.shape[-1]", "operator.RuntimeError")
  if n < k:
    ops.prim.RaiseException("torch.linalg.householder_product: input.shape[-1] must be greater than or equal to tau.shape[-1]", "operator.RuntimeError")
  q = torch.eye(m, n, dtype=input.dtype).expand(input.size()).mT.clone(memory_format=0).mT
  for j in range(k):
    i = k - 1 - j
    v = input[..., i:, i].clone()
    v[..., 0] = 1
    rows = q[..., i:, :]
    seen = torch.matmul(torch.conj_physical(v).unsqueeze(-2), rows)
    rows.sub_(tau[..., i].unsqueeze(-1).unsqueeze(-1) * v.unsqueeze(-1) * seen)
  return q

def aten_geqrf(self0: Tensor) -> Tuple[Tensor, Tensor]:
  if self0.dim() < 2:
    ops.prim.RaiseException("torch.geqrf: input must have at least 2 dimensions.", "operator.RuntimeError")
  m, n = self0.size(-2), self0.size(-1)
  count = min(m, n)
  a = self0.mT.contiguous().mT if self0.numel() == 0 else self0.mT.clone(memory_format=0).mT
  tau = torch.zeros(self0.size()[:-2] + [count], dtype=self0.dtype)
  for i in range(count):
    column = a[..., i:, i]
    alpha = column[..., 0].clone()
    size = torch.linalg_vector_norm(column, 2, [-1])
    beta = torch.where(torch.real(alpha) > 0, -size, size)
    # Nothing is left to be mirrored away.
    rest = torch.linalg_vector_norm(column[..., 1:], 2, [-1])
    done = (rest == 0) & (torch.imag(alpha) == 0) if alpha.is_complex() else rest == 0
    safe = torch.where(done, torch.ones_like(beta), beta)
    factor = torch.where(done, torch.zeros_like(alpha), (safe - alpha) / safe)
    gap = torch.where(done, torch.ones_like(alpha), alpha - safe)
    v = column / gap.unsqueeze(-1)
    v[..., 0] = 1
    rows = a[..., i:, i:]
    seen = torch.matmul(torch.conj_physical(v).unsqueeze(-2), rows)
    rows.sub_(torch.conj_physical(factor).unsqueeze(-1).unsqueeze(-1) * v.unsqueeze(-1) * seen)
    a[..., i + 1:, i] = v[..., 1:]
    a[..., i, i] = torch.where(done, alpha, safe.to(a.dtype))
    tau[..., i] = factor
  return (a, tau)

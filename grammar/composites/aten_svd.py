def aten_svd(self0: Tensor,
    some: bool,
    compute_uv: bool) -> Tuple[Tensor, Tensor, Tensor]:
  u, s, v = torch.linalg_svd(self0, torch.__not__(some))
  v0 = torch.mH(v)
  if torch.__not__(compute_uv):
    u0, v1 = torch.zeros_like(u), torch.zeros_like(v0)
  else:
    u0, v1 = u, v0
  return (u0, s, v1)

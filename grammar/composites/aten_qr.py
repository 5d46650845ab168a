def aten_qr(self0: Tensor,
    some: bool) -> Tuple[Tensor, Tensor]:
  if some:
    q0, r0 = torch.linalg_qr(self0)
    q, r = q0, r0
  else:
    q1, r1 = torch.linalg_qr(self0, "complete")
    q, r = q1, r1
  return (q, r)

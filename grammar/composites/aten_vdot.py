def aten_vdot(self0: Tensor,
    other: Tensor) -> Tensor:
  _0 = torch.dot(torch.conj_physical(self0), other)
  return _0

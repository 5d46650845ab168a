def aten_logdet(self0: Tensor) -> Tensor:
  sign, size = torch.linalg_slogdet(self0)
  _0 = torch.where(torch.lt(sign, 0), torch.full_like(size, float("nan")), size)
  return _0

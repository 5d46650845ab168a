def aten_logdet(self0: Tensor) -> Tensor:
  sign, size = torch.linalg_slogdet(self0)
  if torch.is_complex(self0):
    _1 = torch.add(torch.log(sign), size)
  else:
    _1 = torch.where(torch.lt(sign, 0), torch.full_like(size, float("nan")), size)
  return _1

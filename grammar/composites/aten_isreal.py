def aten_isreal(self0: Tensor) -> Tensor:
  if torch.is_complex(self0):
    result = torch.eq(torch.imag(self0), 0)
  else:
    result = torch.ones_like(self0, dtype=11)
  return result

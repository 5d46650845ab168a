def aten_sgn(self0: Tensor) -> Tensor:
  if torch.is_complex(self0):
    size = torch.abs(self0)
    result0 = torch.where(torch.eq(size, 0), torch.zeros_like(self0), torch.div(self0, size))
    result = result0
  else:
    result = torch.sign(self0)
  return result

def aten_corrcoef(self0: Tensor) -> Tensor:
  c = torch.cov(self0)
  if torch.eq(torch.dim(c), 0):
    result = torch.div(c, c)
  else:
    d = torch.diagonal(c)
    if torch.is_complex(d):
      d1 = torch.real(d)
    else:
      d1 = d
    size = torch.sqrt(d1)
    _0 = torch.div(torch.div(c, torch.unsqueeze(size, -1)), torch.unsqueeze(size, 0))
    if torch.is_complex(_0):
      result = torch.complex(torch.clamp(torch.real(_0), -1, 1), torch.clamp(torch.imag(_0), -1, 1))
    else:
      result = torch.clamp(_0, -1, 1)
  return result

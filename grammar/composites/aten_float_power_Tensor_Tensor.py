def aten_float_power_Tensor_Tensor(self0: Tensor,
    exponent: Tensor) -> Tensor:
  if torch.is_complex(self0):
    _0 = True
  else:
    _0 = torch.is_complex(exponent)
  if _0:
    dtype = 10
  else:
    dtype = 7
  _1 = torch.pow(torch.to(self0, dtype), torch.to(exponent, dtype))
  return _1

def aten_float_power_Scalar(self0: number,
    exponent: Tensor) -> Tensor:
  if torch.is_complex(exponent):
    dtype = 10
  else:
    dtype = 7
  _0 = torch.pow(self0, torch.to(exponent, dtype))
  return _0

def aten_float_power_Tensor_Scalar(self0: Tensor,
    exponent: number) -> Tensor:
  if torch.is_complex(self0):
    dtype = 10
  else:
    dtype = 7
  _0 = torch.pow(torch.to(self0, dtype), exponent)
  return _0

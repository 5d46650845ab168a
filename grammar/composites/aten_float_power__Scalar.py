def aten_float_power__Scalar(self0: Tensor,
    exponent: number) -> Tensor:
  result = torch.float_power(self0, exponent)
  if torch.ne(ops.prim.dtype(result), ops.prim.dtype(self0)):
    ops.prim.RaiseException("the base given to float_power_ has another dtype than the operation\'s result: Double or ComplexDouble", "operator.RuntimeError")
  else:
    pass
  return torch.copy_(self0, result)

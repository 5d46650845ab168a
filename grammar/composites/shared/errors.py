def not_implemented(operator: str, dtype: int) -> None:
  names = ["Byte", "Char", "Short", "Int", "Long", "Half", "Float", "Double", "ComplexHalf", "ComplexFloat", "ComplexDouble", "Bool", "", "", "", "BFloat16"]
  ops.prim.RaiseException("\"{}\" not implemented for '{}'".format(operator, names[dtype]), "operator.NotImplementedError")

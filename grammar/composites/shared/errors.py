def not_implemented(operator: str, dtype: int) -> None:
  names = ["Byte", "Char", "Short", "Int", "Long", "Half", "Float", "Double", "ComplexHalf", "ComplexFloat", "ComplexDouble", "Bool", "", "", "", "BFloat16"]
  ops.prim.RaiseException("\"{}\" not implemented for '{}'".format(operator, names[dtype]), "operator.NotImplementedError")
def check_dim(x: Tensor, dim: int) -> None:
  if x.dim() == 0:
    ops.prim.RaiseException("Dimension specified as {} but tensor has no dimensions".format(dim), "operator.IndexError")
  if dim < -x.dim() or dim >= x.dim():
    ops.prim.RaiseException("Dimension out of range (expected to be in range of [{}, {}], but got {})".format(-x.dim(), x.dim() - 1, dim), "operator.IndexError")

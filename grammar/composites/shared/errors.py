def scalar_type(dtype: int) -> str:
  names = ["Byte", "Char", "Short", "Int", "Long", "Half", "Float", "Double", "ComplexHalf", "ComplexFloat", "ComplexDouble", "Bool", "", "", "", "BFloat16"]
  return names[dtype]
def not_implemented(operator: str, dtype: int) -> None:
  ops.prim.RaiseException("\"{}\" not implemented for '{}'".format(operator, __torch__.errors.scalar_type(dtype)), "operator.NotImplementedError")
def check_dim(x: Tensor, dim: int) -> None:
  if x.dim() == 0:
    ops.prim.RaiseException("Dimension specified as {} but tensor has no dimensions".format(dim), "operator.IndexError")
  if dim < -x.dim() or dim >= x.dim():
    ops.prim.RaiseException("Dimension out of range (expected to be in range of [{}, {}], but got {})".format(-x.dim(), x.dim() - 1, dim), "operator.IndexError")
def check_parts(first: Tensor, second: Tensor) -> None:
  # What becomes one complex number: two of one floating point type.
  a = ops.prim.dtype(first)
  b = ops.prim.dtype(second)
  if a < 5 or a > 7 or b < 5 or b > 7:
    ops.prim.RaiseException("Expected both inputs to be Half, Float or Double tensors but got {} and {}".format(__torch__.errors.scalar_type(a), __torch__.errors.scalar_type(b)), "operator.RuntimeError")
  if a != b:
    ops.prim.RaiseException("Expected object of scalar type {} but got scalar type {} for second argument".format(__torch__.errors.scalar_type(a), __torch__.errors.scalar_type(b)), "operator.RuntimeError")
def check_same(first: Tensor, second: Tensor, text: str) -> None:
  a = ops.prim.dtype(first)
  b = ops.prim.dtype(second)
  if a != b:
    ops.prim.RaiseException(text.format(__torch__.errors.scalar_type(a), __torch__.errors.scalar_type(b)), "operator.RuntimeError")
def check_source(x: Tensor, dim: int, source: Tensor) -> None:
  # The sizes of a source are those of `x` but for `dim`.
  d = dim + x.dim() if dim < 0 else dim
  same = x.dim() == source.dim()
  if same:
    for i in range(x.dim()):
      if i != d and x.size(i) != source.size(i):
        same = False
  if not same:
    ops.prim.RaiseException("source tensor shape must match self tensor shape, excluding the specified dimension. Got self.shape = {} source.shape = {}".format(torch.size(x), torch.size(source)), "operator.RuntimeError")

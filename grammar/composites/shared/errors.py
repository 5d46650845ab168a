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
def check_end(operator: str, name: str, dims: int) -> None:
  if dims > 0:
    ops.prim.RaiseException("{} only supports 0-dimensional start and end tensors, but got {} with {} dimension(s).".format(operator, name, dims), "operator.RuntimeError")
def check_ends(operator: str, start: int, end: int) -> None:
  if start > 0 or end > 0:
    ops.prim.RaiseException("{} only supports 0-dimensional start and end tensors, but got start with {} dimension(s) and end with {} dimension(s).".format(operator, start, end), "operator.RuntimeError")
def check_places(places: Tensor, count: int, mode: int) -> None:
  # The first of an embedding bag's indices that is none of the `count` rows.
  wrong = torch.logical_or(torch.lt(places, 0), torch.ge(places, count))
  if bool(torch.any(wrong)):
    at = int(torch.argmax(torch.to(wrong, 4)))
    place = int(torch.select(places, 0, at))
    if mode == 0:
      ops.prim.RaiseException("Index {} of input takes value {} which is not in the valid range [0, {})".format(at, place, count), "operator.RuntimeError")
    ops.prim.RaiseException("embedding_bag: Expected idx >= 0 && idx < num_embeddings but found idx to be {}".format(place), "operator.RuntimeError")
def c_name(dtype: int) -> str:
  names = ["unsigned char", "signed char", "short int", "int", "long int", "c10::Half", "float", "double", "c10::complex<c10::Half>", "c10::complex<float>", "c10::complex<double>", "bool", "", "", "", "c10::BFloat16"]
  return names[dtype]
def check_dtype(name: str, x: Tensor, dtype: int) -> None:
  if ops.prim.dtype(x) != dtype:
    ops.prim.RaiseException("expected dtype {} for `{}` but got dtype {}".format(__torch__.errors.c_name(dtype), name, __torch__.errors.c_name(ops.prim.dtype(x))), "operator.RuntimeError")

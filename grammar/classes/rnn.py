class CellParamsBase:
  kind : str
  tensors : List[Tensor]
  doubles : List[float]
  integers : List[int]
  packed : List[__torch__.torch.classes.quantized.LinearPackedParamsBase]
  def __getstate__(self: __torch__.torch.classes.rnn.CellParamsBase) -> Tuple[str, List[Tensor], List[float], List[int], List[__torch__.torch.classes.quantized.LinearPackedParamsBase]]:
    return (self.kind, self.tensors, self.doubles, self.integers, self.packed)
  def __setstate__(self: __torch__.torch.classes.rnn.CellParamsBase,
    state: Tuple[str, List[Tensor], List[float], List[int], List[__torch__.torch.classes.quantized.LinearPackedParamsBase]]) -> NoneType:
    kind, tensors, doubles, integers, packed, = state
    if torch.eq(torch.len(packed), 2):
      pass
    else:
      ops.prim.RaiseException(torch.add("quantized recurrent layers of this kind are not supported: ", kind))
    self.kind = kind
    self.tensors = tensors
    self.doubles = doubles
    self.integers = integers
    self.packed = packed
    return None
  def linear(self: __torch__.torch.classes.rnn.CellParamsBase,
    which: int,
    x: Tensor) -> Tensor:
    packed = self.packed[which]
    if torch.gt(torch.len(self.integers), 0):
      reduce_range = torch.ne((self.integers)[0], 0)
    else:
      reduce_range = False
    return (packed).apply_dynamic(x, reduce_range, )

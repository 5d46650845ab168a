def aten__nested_tensor_from_mask_left_aligned(t: Tensor,
    mask: Tensor) -> bool:
  ops.prim.RaiseException("aten::_nested_tensor_from_mask_left_aligned is declared only: nested tensors are not supported", "operator.RuntimeError")
  _0 = uninitialized(bool)
  return _0

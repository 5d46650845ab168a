def aten__nested_tensor_from_mask(t: Tensor,
    mask: Tensor,
    mask_check: bool) -> Tensor:
  ops.prim.RaiseException("aten::_nested_tensor_from_mask is declared only: nested tensors are not supported", "operator.RuntimeError")
  _0 = uninitialized(Tensor)
  return _0

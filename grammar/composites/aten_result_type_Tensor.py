def aten_result_type_Tensor(tensor: Tensor,
    other: Tensor) -> int:
  return ops.prim.dtype(torch.add(__torch__.dtypes.emptied(tensor), __torch__.dtypes.emptied(other)))

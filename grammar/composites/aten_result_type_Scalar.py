def aten_result_type_Scalar(tensor: Tensor,
    other: number) -> int:
  return ops.prim.dtype(torch.add(__torch__.dtypes.emptied(tensor), other))

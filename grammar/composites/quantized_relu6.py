def quantized_relu6(qx: Tensor,
    inplace: bool) -> Tensor:
  if inplace:
    result = torch.relu6_(qx)
  else:
    result = torch.relu6(qx)
  return result

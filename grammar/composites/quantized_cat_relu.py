def quantized_cat_relu(qx: List[Tensor],
    dim: int,
    scale: Optional[float],
    zero_point: Optional[int]) -> Tensor:
  numbers = torch.dequantize(qx)
  first = qx[0]
  if torch.__is__(scale, None):
    scale0 = torch.q_scale(first)
  else:
    scale0 = unchecked_cast(float, scale)
  if torch.__is__(zero_point, None):
    zero_point0 = torch.q_zero_point(first)
  else:
    zero_point0 = unchecked_cast(int, zero_point)
  return torch.quantize_per_tensor(torch.relu(torch.cat(numbers, dim)), scale0, zero_point0, ops.prim.dtype(first))

def quantized_add_scalar(qa: Tensor,
    b: number) -> Tensor:
  if torch.eq(ops.prim.dtype(qa), 12):
    low0, high0 = -128, 127
  else:
    if torch.eq(ops.prim.dtype(qa), 14):
      low0, high0 = -2147483648, 2147483647
    else:
      low0, high0 = 0, 255
  scale = torch.q_scale(qa)
  zero_point = torch.q_zero_point(qa)
  shift = int(torch.round(torch.div(float(b), scale)))
  moved = torch.sub(zero_point, shift)
  if torch.lt(moved, low0):
    scale0 = torch.mul(torch.div(float(torch.sub(high0, moved)), float(torch.sub(high0, low0))), scale)
    target, zero_point0 = scale0, low0
  else:
    if torch.gt(moved, high0):
      scale1 = torch.mul(torch.div(float(torch.sub(moved, low0)), float(torch.sub(high0, low0))), scale)
      target, zero_point0 = scale1, high0
    else:
      target, zero_point0 = scale, moved
  number = torch.add(torch.dequantize(qa), torch.mul(float(shift), scale))
  return torch.quantize_per_tensor(number, target, zero_point0, ops.prim.dtype(qa))

def quantized_mul_scalar(qa: Tensor,
    b: number) -> Tensor:
  scale = torch.q_scale(qa)
  zero_point = torch.q_zero_point(qa)
  if torch.eq(ops.prim.dtype(qa), 12):
    ends = -1
  else:
    ends = 255
  factor = float(b)
  if torch.eq(factor, 0.):
    scale0, zero_point0 = 1., 0
  else:
    if torch.lt(factor, 0.):
      scale0, zero_point0 = torch.neg(torch.mul(scale, factor)), torch.sub(ends, zero_point)
    else:
      scale0, zero_point0 = torch.mul(scale, factor), zero_point
  number = torch.mul(torch.dequantize(qa), factor)
  return torch.quantize_per_tensor(number, scale0, zero_point0, ops.prim.dtype(qa))

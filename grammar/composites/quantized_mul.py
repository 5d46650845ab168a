def quantized_mul(qa: Tensor,
    qb: Tensor,
    scale: float,
    zero_point: int) -> Tensor:
  level = torch.add(torch.round(torch.mul(torch.mul(torch.dequantize(qa), torch.dequantize(qb)), torch.div(1., scale))), zero_point)
  if torch.eq(ops.prim.dtype(qa), 12):
    integers = torch.to(torch.clamp(level, -128, 127), 1)
  else:
    integers = torch.to(torch.clamp(level, 0, 255), 0)
  return torch._make_per_tensor_quantized_tensor(integers, scale, zero_point)

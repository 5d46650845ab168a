def quantized_matmul(qa: Tensor,
    qb: Tensor,
    scale: float,
    zero_point: int) -> Tensor:
  return torch.quantize_per_tensor(torch.matmul(torch.dequantize(qa), torch.dequantize(qb)), scale, zero_point, ops.prim.dtype(qa))

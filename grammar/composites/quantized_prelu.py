def quantized_prelu(qx: Tensor,
    weight: Tensor,
    output_scale: float,
    output_zero_point: int) -> Tensor:
  return torch.quantize_per_tensor(torch.prelu(torch.dequantize(qx), torch.dequantize(weight)), output_scale, output_zero_point, ops.prim.dtype(qx))

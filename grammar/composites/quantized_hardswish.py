def quantized_hardswish(input: Tensor,
    output_scale: float,
    output_zero_point: int) -> Tensor:
  return torch.quantize_per_tensor(torch.hardswish(torch.dequantize(input)), output_scale, output_zero_point, ops.prim.dtype(input))

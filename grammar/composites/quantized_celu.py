def quantized_celu(self: Tensor,
    output_scale: float,
    output_zero_point: int,
    alpha: number) -> Tensor:
  return torch.quantize_per_tensor(torch.celu(torch.dequantize(self), alpha), output_scale, output_zero_point, ops.prim.dtype(self))

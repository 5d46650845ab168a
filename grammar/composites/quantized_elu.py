def quantized_elu(self: Tensor,
    output_scale: float,
    output_zero_point: int,
    alpha: number,
    scale: number,
    input_scale: number) -> Tensor:
  return torch.quantize_per_tensor(torch.elu(torch.dequantize(self), alpha, scale, input_scale), output_scale, output_zero_point, ops.prim.dtype(self))

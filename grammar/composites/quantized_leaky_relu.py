def quantized_leaky_relu(qx: Tensor,
    negative_slope: number,
    inplace: bool,
    output_scale: float,
    output_zero_point: int) -> Tensor:
  return torch.quantize_per_tensor(torch.leaky_relu(torch.dequantize(qx), negative_slope), output_scale, output_zero_point, ops.prim.dtype(qx))

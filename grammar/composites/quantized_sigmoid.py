def quantized_sigmoid(qx: Tensor,
    output_scale: float,
    output_zero_point: int) -> Tensor:
  return torch.quantize_per_tensor(torch.sigmoid(torch.dequantize(qx)), output_scale, output_zero_point, ops.prim.dtype(qx))

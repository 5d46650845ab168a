def quantized_softmax(qx: Tensor,
    dim: int,
    output_scale: float,
    output_zero_point: int) -> Tensor:
  return torch.quantize_per_tensor(torch.softmax(torch.dequantize(qx), dim), output_scale, output_zero_point, ops.prim.dtype(qx))

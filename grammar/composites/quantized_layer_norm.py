def quantized_layer_norm(input: Tensor,
    normalized_shape: List[int],
    weight: Optional[Tensor],
    bias: Optional[Tensor],
    eps: float,
    output_scale: float,
    output_zero_point: int) -> Tensor:
  return torch.quantize_per_tensor(torch.layer_norm(torch.dequantize(input), normalized_shape, weight, bias, eps), output_scale, output_zero_point, ops.prim.dtype(input))

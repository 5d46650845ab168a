def quantized_instance_norm(input: Tensor,
    weight: Optional[Tensor],
    bias: Optional[Tensor],
    eps: float,
    output_scale: float,
    output_zero_point: int) -> Tensor:
  return torch.quantize_per_tensor(torch.instance_norm(torch.dequantize(input), weight, bias, None, None, True, 0., eps, False), output_scale, output_zero_point, ops.prim.dtype(input))

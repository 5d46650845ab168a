def quantized_group_norm(input: Tensor,
    num_groups: int,
    weight: Optional[Tensor],
    bias: Optional[Tensor],
    eps: float,
    output_scale: float,
    output_zero_point: int) -> Tensor:
  return torch.quantize_per_tensor(torch.group_norm(torch.dequantize(input), num_groups, weight, bias, eps), output_scale, output_zero_point, ops.prim.dtype(input))

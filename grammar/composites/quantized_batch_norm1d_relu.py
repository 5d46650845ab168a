def quantized_batch_norm1d_relu(qx: Tensor,
    weight: Optional[Tensor],
    bias: Optional[Tensor],
    mean: Tensor,
    var: Tensor,
    eps: float,
    output_scale: float,
    output_zero_point: int) -> Tensor:
  return torch.quantize_per_tensor(torch.relu(torch.batch_norm(torch.dequantize(qx), weight, bias, mean, var, False, 0., eps, False)), output_scale, output_zero_point, ops.prim.dtype(qx))

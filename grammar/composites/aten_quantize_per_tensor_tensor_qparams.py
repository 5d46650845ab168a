def aten_quantize_per_tensor_tensor_qparams(self: Tensor,
    scale: Tensor,
    zero_point: Tensor,
    dtype: int) -> Tensor:
  return torch.quantize_per_tensor(self, float(scale), int(zero_point), dtype)

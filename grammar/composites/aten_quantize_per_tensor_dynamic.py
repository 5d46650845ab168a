def aten_quantize_per_tensor_dynamic(self: Tensor,
    dtype: int,
    reduce_range: bool) -> Tensor:
  scale, zero_point = torch._choose_qparams_per_tensor(self, reduce_range)
  if torch.eq(dtype, 12):
    zero_point0 = torch.sub(zero_point, 128)
  else:
    zero_point0 = zero_point
  return torch.quantize_per_tensor(self, scale, zero_point0, dtype)

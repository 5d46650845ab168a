def aten_native_layer_norm(input: Tensor,
    normalized_shape: List[int],
    weight: Optional[Tensor],
    bias: Optional[Tensor],
    eps: float) -> Tuple[Tensor, Tensor, Tensor]:
  dims = [-1 - i for i in range(len(normalized_shape))]
  wide = input.to(6) if input.dtype == 5 or input.dtype == 15 else input
  var, mean = torch.var_mean(wide, dims, unbiased=False, keepdim=True)
  result = torch.layer_norm(input, normalized_shape, weight, bias, eps)
  return (result, mean.to(input.dtype), torch.rsqrt(var + eps).to(input.dtype))

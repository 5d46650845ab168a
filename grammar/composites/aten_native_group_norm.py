def aten_native_group_norm(input: Tensor,
    weight: Optional[Tensor],
    bias: Optional[Tensor],
    N: int,
    C: int,
    HxW: int,
    group: int,
    eps: float) -> Tuple[Tensor, Tensor, Tensor]:
  wide = input.to(6) if input.dtype == 5 or input.dtype == 15 else input
  var, mean = torch.var_mean(wide.reshape([N, group, C // group * HxW]), [2], unbiased=False)
  result = torch.group_norm(input, group, weight, bias, eps)
  return (result, mean.to(input.dtype), torch.rsqrt(var + eps).to(input.dtype))

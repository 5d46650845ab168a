def aten_native_batch_norm(input: Tensor,
    weight: Optional[Tensor],
    bias: Optional[Tensor],
    running_mean: Optional[Tensor],
    running_var: Optional[Tensor],
    training: bool,
    momentum: float,
    eps: float) -> Tuple[Tensor, Tensor, Tensor]:
  mean, scale = torch.empty([0], dtype=input.dtype), torch.empty([0], dtype=input.dtype)
  if training:
    dims = [0]
    for d in range(2, input.dim()):
      dims.append(d)
    wide = input.to(6) if input.dtype == 5 or input.dtype == 15 else input
    var, center = torch.var_mean(wide, dims, unbiased=False)
    mean, scale = center.to(input.dtype), torch.rsqrt(var + eps).to(input.dtype)
  result = torch.batch_norm(input, weight, bias, running_mean, running_var, training, momentum, eps, False)
  return (result, mean, scale)

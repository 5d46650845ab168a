def aten__native_batch_norm_legit(input: Tensor,
    weight: Optional[Tensor],
    bias: Optional[Tensor],
    running_mean: Tensor,
    running_var: Tensor,
    training: bool,
    momentum: float,
    eps: float) -> Tuple[Tensor, Tensor, Tensor]:
  return torch.native_batch_norm(input, weight, bias, running_mean, running_var, training, momentum, eps)

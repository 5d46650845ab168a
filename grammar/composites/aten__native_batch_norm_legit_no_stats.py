def aten__native_batch_norm_legit_no_stats(input: Tensor,
    weight: Optional[Tensor],
    bias: Optional[Tensor],
    training: bool,
    momentum: float,
    eps: float) -> Tuple[Tensor, Tensor, Tensor]:
  return torch.native_batch_norm(input, weight, bias, None, None, training, momentum, eps)

def aten_log_normal(self0: Tensor,
    mean: float,
    std: float,
    generator: Optional[Generator]) -> Tensor:
  return torch.empty_like(self0).log_normal_(mean, std, generator=generator)

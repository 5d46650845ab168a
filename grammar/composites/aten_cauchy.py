def aten_cauchy(self0: Tensor,
    median: float,
    sigma: float,
    generator: Optional[Generator]) -> Tensor:
  return torch.empty_like(self0).cauchy_(median, sigma, generator=generator)

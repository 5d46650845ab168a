def aten_exponential(self0: Tensor,
    lambd: float,
    generator: Optional[Generator]) -> Tensor:
  return torch.empty_like(self0).exponential_(lambd, generator=generator)

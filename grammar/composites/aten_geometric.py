def aten_geometric(self0: Tensor,
    p: float,
    generator: Optional[Generator]) -> Tensor:
  return torch.empty_like(self0).geometric_(p, generator=generator)

def aten_bernoulli(self0: Tensor,
    generator: Optional[Generator]) -> Tensor:
  _0 = torch.bernoulli_(torch.empty_like(self0, memory_format=0), self0, generator=generator)
  return _0

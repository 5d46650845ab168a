def aten_random_to(self0: Tensor,
    to: int,
    generator: Optional[Generator]) -> Tensor:
  _0 = torch.random_(torch.clone(self0), to, generator=generator)
  return _0

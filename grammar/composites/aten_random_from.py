def aten_random_from(self0: Tensor,
    from_: int,
    to: Optional[int],
    generator: Optional[Generator]) -> Tensor:
  _0 = torch.random_(torch.clone(self0), from_, to, generator=generator)
  return _0

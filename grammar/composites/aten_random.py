def aten_random(self0: Tensor,
    generator: Optional[Generator]) -> Tensor:
  _0 = torch.random_(torch.clone(self0), generator=generator)
  return _0

def aten_randint_low_generator(low: int,
    high: int,
    size: List[int],
    generator: Optional[Generator],
    dtype: Optional[int],
    layout: Optional[int],
    device: Optional[Device],
    pin_memory: Optional[bool]) -> Tensor:
  return torch.random_(torch.empty(size, dtype=dtype), low, high, generator=generator)

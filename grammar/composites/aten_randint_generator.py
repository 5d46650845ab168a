def aten_randint_generator(high: int,
    size: List[int],
    generator: Optional[Generator],
    dtype: Optional[int],
    layout: Optional[int],
    device: Optional[Device],
    pin_memory: Optional[bool]) -> Tensor:
  return torch.random_(torch.empty(size, dtype=dtype), 0, high, generator=generator)

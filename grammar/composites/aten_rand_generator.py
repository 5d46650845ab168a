def aten_rand_generator(size: List[int],
    generator: Optional[Generator],
    dtype: Optional[int],
    layout: Optional[int],
    device: Optional[Device],
    pin_memory: Optional[bool]) -> Tensor:
  return torch.uniform_(torch.empty(size, dtype=dtype), generator=generator)

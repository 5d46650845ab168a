def aten_randn_generator(size: List[int],
    generator: Optional[Generator],
    dtype: Optional[int],
    layout: Optional[int],
    device: Optional[Device],
    pin_memory: Optional[bool]) -> Tensor:
  return torch.normal_(torch.empty(size, dtype=dtype), generator=generator)

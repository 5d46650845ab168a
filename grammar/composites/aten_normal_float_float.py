def aten_normal_float_float(mean: float,
    std: float,
    size: List[int],
    generator: Optional[Generator],
    dtype: Optional[int],
    layout: Optional[int],
    device: Optional[Device],
    pin_memory: Optional[bool]) -> Tensor:
  return torch.normal_(torch.empty(size, dtype=dtype), mean, std, generator=generator)

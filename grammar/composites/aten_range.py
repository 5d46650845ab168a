def aten_range(start: number,
    end: number,
    dtype: Optional[int],
    layout: Optional[int],
    device: Optional[Device],
    pin_memory: Optional[bool]) -> Tensor:
  return torch.range(start, end, 1, dtype=dtype, layout=layout, device=device, pin_memory=pin_memory)

op_version_set = 8
def linspace_1_7(start: number,
    end: number,
    steps: Optional[int],
    dtype: Optional[int],
    layout: Optional[int],
    device: Optional[Device],
    pin_memory: Optional[bool]) -> Tensor:
  if torch.__is__(steps, None):
    count = 100
  else:
    count = unchecked_cast(int, steps)
  return torch.linspace(start, end, count, dtype=dtype, layout=layout, device=device, pin_memory=pin_memory)

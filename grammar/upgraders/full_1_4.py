op_version_set = 5
def full_1_4(size: List[int],
    fill_value: number,
    dtype: Optional[int],
    layout: Optional[int],
    device: Optional[Device],
    pin_memory: Optional[bool]) -> Tensor:
  if torch.__is__(dtype, None):
    value : number = float(fill_value)
  else:
    value = fill_value
  return torch.full(size, value, dtype=dtype, layout=layout, device=device, pin_memory=pin_memory)

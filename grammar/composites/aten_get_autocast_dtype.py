def aten_get_autocast_dtype(device_type: str) -> int:
  if torch.eq(device_type, "cpu"):
    result = 15
  else:
    result = 5
  return result

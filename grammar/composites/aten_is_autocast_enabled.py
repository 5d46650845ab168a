def aten_is_autocast_enabled() -> bool:
  return False

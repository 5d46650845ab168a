def aten_is_autocast_cpu_enabled() -> bool:
  return False

def profiler__record_function_enter_new(name: str,
    args: Optional[str]) -> __torch__.torch.classes.profiler._RecordFunction:
  made = __torch__.torch.classes.profiler._RecordFunction.__new__(__torch__.torch.classes.profiler._RecordFunction)
  made.name = name
  return made

def profiler__record_function_exit__RecordFunction(record: __torch__.torch.classes.profiler._RecordFunction) -> NoneType:
  return None

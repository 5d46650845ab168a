class _RecordFunction:
  name : str

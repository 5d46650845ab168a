def profiler__record_function_enter(name: str,
    args: Optional[str]) -> Tensor:
  return torch.zeros([1], dtype=6)

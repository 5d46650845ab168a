def aten_empty_out(size: List[int],
    memory_format: Optional[int],
    out: Tensor) -> Tensor:
  return torch.zeros(size, out=out)

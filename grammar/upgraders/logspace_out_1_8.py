op_version_set = 9
def logspace_out_1_8(start: number,
    end: number,
    steps: Optional[int],
    base: float,
    out: Tensor) -> Tensor:
  if torch.__is__(steps, None):
    count = 100
  else:
    count = unchecked_cast(int, steps)
  return torch.logspace(start, end, count, base, out=out)

op_version_set = 8
def linspace_out_1_7(start: number,
    end: number,
    steps: Optional[int],
    out: Tensor) -> Tensor:
  if torch.__is__(steps, None):
    count = 100
  else:
    count = unchecked_cast(int, steps)
  return torch.linspace(start, end, count, out=out)

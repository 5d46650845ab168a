op_version_set = 5
def full_out_1_4(size: List[int],
    fill_value: number,
    out: Tensor) -> Tensor:
  return torch.full(size, fill_value, out=out)

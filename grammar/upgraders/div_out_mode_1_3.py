op_version_set = 4
def div_out_mode_1_3(self: Tensor,
    other: Tensor,
    rounding_mode: Optional[str],
    out: Tensor) -> Tensor:
  return torch.div(self, other, rounding_mode=rounding_mode, out=out)

op_version_set = 4
def div_out_1_3(self: Tensor,
    other: Tensor,
    out: Tensor) -> Tensor:
  if torch.is_floating_point(self) or torch.is_floating_point(other) or torch.is_floating_point(out):
    quotient = torch.div(self, other, out=out)
  else:
    quotient = torch.div(self, other, rounding_mode="trunc", out=out)
  return quotient

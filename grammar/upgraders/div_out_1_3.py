op_version_set = 4
def div_out_1_3(self: Tensor,
    other: Tensor,
    out: Tensor) -> Tensor:
  if torch.is_floating_point(self):
    floating = True
  else:
    if torch.is_floating_point(other):
      floating = True
    else:
      floating = torch.is_floating_point(out)
  if floating:
    quotient = torch.div(self, other, out=out)
  else:
    quotient = torch.div(self, other, rounding_mode="trunc", out=out)
  return quotient

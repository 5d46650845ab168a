op_version_set = 4
def div__Scalar_1_3(self: Tensor,
    other: number) -> Tensor:
  if torch.is_floating_point(self):
    floating = True
  else:
    floating = isinstance(other, float)
  if floating:
    quotient = torch.div_(self, other)
  else:
    quotient = torch.div_(self, other, rounding_mode="trunc")
  return quotient

op_version_set = 4
def div_Tensor_1_3(self: Tensor,
    other: Tensor) -> Tensor:
  if torch.is_floating_point(self):
    floating = True
  else:
    floating = torch.is_floating_point(other)
  if floating:
    quotient = torch.div(self, other)
  else:
    quotient = torch.div(self, other, rounding_mode="trunc")
  return quotient

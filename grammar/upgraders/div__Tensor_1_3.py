op_version_set = 4
def div__Tensor_1_3(self: Tensor,
    other: Tensor) -> Tensor:
  if torch.is_floating_point(self):
    floating = True
  else:
    floating = torch.is_floating_point(other)
  if floating:
    quotient = torch.div_(self, other)
  else:
    quotient = torch.div_(self, other, rounding_mode="trunc")
  return quotient

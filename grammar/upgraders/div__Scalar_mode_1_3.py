op_version_set = 4
def div__Scalar_mode_1_3(self: Tensor,
    other: number,
    rounding_mode: Optional[str]) -> Tensor:
  return torch.div_(self, other, rounding_mode=rounding_mode)

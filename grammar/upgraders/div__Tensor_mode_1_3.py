op_version_set = 4
def div__Tensor_mode_1_3(self: Tensor,
    other: Tensor,
    rounding_mode: Optional[str]) -> Tensor:
  return torch.div_(self, other, rounding_mode=rounding_mode)

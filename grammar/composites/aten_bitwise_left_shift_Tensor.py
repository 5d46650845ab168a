def aten_bitwise_left_shift_Tensor(self0: Tensor,
    other: Tensor) -> Tensor:
  return torch.__lshift__(self0, other)

def aten_bitwise_right_shift_Tensor(self0: Tensor,
    other: Tensor) -> Tensor:
  return torch.__rshift__(self0, other)

def aten_bitwise_right_shift_Tensor_Scalar(self0: Tensor,
    other: number) -> Tensor:
  return torch.__rshift__(self0, other)

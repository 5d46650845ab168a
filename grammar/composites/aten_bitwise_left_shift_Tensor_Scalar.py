def aten_bitwise_left_shift_Tensor_Scalar(self0: Tensor,
    other: number) -> Tensor:
  return torch.__lshift__(self0, other)

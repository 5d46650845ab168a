def aten__assert_async(self0: Tensor) -> None:
  _0 = ops.aten._assert_async(self0, "Expected Tensor with single nonzero value, but got zero")
  return None

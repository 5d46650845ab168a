def aten__assert_async_msg(self0: Tensor,
    assert_msg: str) -> None:
  if torch.__not__(torch.is_nonzero(self0)):
    ops.prim.RaiseException(assert_msg, "operator.RuntimeError")
  else:
    pass
  return None

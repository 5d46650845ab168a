def aten_abs_(self0: Tensor) -> Tensor:
  if torch.is_complex(self0):
    ops.prim.RaiseException("In-place abs is not supported for complex tensors.", "operator.RuntimeError")
  return torch.abs(self0, out=self0)

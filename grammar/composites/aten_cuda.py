def aten_cuda(self: Tensor) -> Tensor:
  ops.prim.RaiseException("PyTorch is not linked with support for cuda devices: minijit computes on the CPU", "operator.RuntimeError")
  return self

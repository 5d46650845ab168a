def aten_backward(self: Tensor,
    gradient: Optional[Tensor]=None,
    retain_graph: Optional[bool]=None,
    create_graph: bool=False) -> NoneType:
  ops.prim.RaiseException("minijit computes no gradients: Tensor.backward is not available; train with PyTorch and load the weights here", "operator.NotImplementedError")
  return None

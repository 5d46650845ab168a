def aten_backward_TensorList(tensors: List[Tensor],
    grad_tensors: Optional[List[Optional[Tensor]]]=None,
    retain_graph: Optional[bool]=None,
    create_graph: bool=False) -> NoneType:
  ops.prim.RaiseException("minijit computes no gradients: autograd.backward is not available; train with PyTorch and load the weights here", "operator.NotImplementedError")
  return None

def aten_grad(outputs: List[Tensor],
    inputs: List[Tensor],
    grad_outputs: Optional[List[Optional[Tensor]]]=None,
    retain_graph: Optional[bool]=None,
    create_graph: bool=False,
    allow_unused: bool=False) -> List[Optional[Tensor]]:
  ops.prim.RaiseException("minijit computes no gradients: autograd.grad is not available; train with PyTorch and load the weights here", "operator.NotImplementedError")
  return annotate(List[Optional[Tensor]], [])
